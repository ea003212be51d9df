/*
|--------------------------------------------------------------------------
| Commands of plugins
|--------------------------------------------------------------------------
|
| What "node ace" finds in the folders "commands" of the plugins. Named in
| adonisrc.ts like the commands of a package.
|
*/

import { type BaseCommand, FsLoader } from '@adonisjs/core/ace'
import type { CommandMetaData } from '@adonisjs/core/types/ace'
import list from '#config/plugins'
import type { Plugin } from '#plugins/kit'
import { folderOf } from '#plugins/runtime/plugin_folders'
import { Refusal } from '#support/refusal'

/* A loader finds only what it has listed itself, so that each is made once. */
const loaders = list.flatMap((plugin) => {
  const folder = folderOf(plugin, 'commands')
  return folder ? [{ plugin, loader: new FsLoader<typeof BaseCommand>(folder) }] : []
})

/** The commands of all plugins. @throws when one does not begin with its plugin's id */
export async function getMetaData(): Promise<CommandMetaData[]> {
  const found = await Promise.all(
    loaders.map(async ({ plugin, loader }) => ({ plugin, commands: await loader.getMetaData() }))
  )
  const foreign = found.flatMap(({ plugin, commands }) =>
    commands
      .filter(({ commandName }) => !commandName.startsWith(`${plugin.id}:`))
      .map(
        ({ commandName }) =>
          `"${plugin.id}" adds the command "${commandName}", which does not begin with its id`
      )
  )
  if (foreign.length > 0) throw new Refusal('Plugins cannot start:', foreign)
  return found.flatMap(({ commands }) => commands)
}

export async function getCommand(metaData: CommandMetaData): Promise<typeof BaseCommand | null> {
  for (const { plugin, loader } of loaders) {
    if (metaData.commandName.startsWith(`${plugin.id}:`)) return loader.getCommand(metaData)
  }
  return null
}

/** The names of a plugin's commands. */
export async function commandsOf({ id }: Plugin): Promise<string[]> {
  const names = (await getMetaData()).map(({ commandName }) => commandName)
  return names.filter((name) => name.startsWith(`${id}:`))
}
