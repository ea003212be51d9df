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
import type { Plugin } from '#core/plugins/api'
import { markBroken, wordsOf } from '#core/plugins/broken'
import { listed } from '#core/plugins/listed'
import { folderOf } from '#core/plugins/plugin_folders'

/* A loader finds only what it has listed itself, so that each is made once. */
const loaders = listed.plugins.flatMap((plugin) => {
  const folder = folderOf(plugin, 'commands')
  return folder ? [{ plugin, loader: new FsLoader<typeof BaseCommand>(folder) }] : []
})

/**
 * The commands of all plugins. Those of a plugin of which one cannot be loaded,
 * or does not begin with its id, are not there; the plugin is broken.
 */
export async function getMetaData(): Promise<CommandMetaData[]> {
  const found = await Promise.all(
    loaders.map(async ({ plugin, loader }) => {
      const { commands, reasons } = await read(plugin, loader)
      if (reasons.length > 0) markBroken({ id: plugin.id, reasons, plugin })
      return reasons.length > 0 ? [] : commands
    })
  )
  return found.flat()
}

/** What is wrong with the commands of a plugin, in sentences. */
export async function commandTroubles({ id }: Plugin): Promise<readonly string[]> {
  const own = loaders.find(({ plugin }) => plugin.id === id)
  return own ? (await read(own.plugin, own.loader)).reasons : []
}

interface Read {
  readonly commands: CommandMetaData[]
  readonly reasons: readonly string[]
}

async function read({ id }: Plugin, loader: FsLoader<typeof BaseCommand>): Promise<Read> {
  try {
    const commands = await loader.getMetaData()
    const foreign = commands.filter(({ commandName }) => !commandName.startsWith(`${id}:`))
    const reasons = foreign.map(
      ({ commandName }) =>
        `"${id}" adds the command "${commandName}", which does not begin with its id`
    )
    return { commands, reasons }
  } catch (error) {
    return {
      commands: [],
      reasons: [`"${id}" has commands that cannot be loaded: ${wordsOf(error)}`],
    }
  }
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
