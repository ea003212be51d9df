import type { ApplicationService } from '@adonisjs/core/types'
import { brokenPlugins } from '#core/plugins/broken'
import { refusalOf } from '#core/plugins/sound'

/** By which a user finds out what is broken, and gets rid of it. */
const THOSE_FOR_IT: ReadonlySet<string> = new Set([
  'doctor',
  'plugin:list',
  'plugin:inspect',
  'plugin:uninstall',
  /* A server beside the servers: it leaves out what is broken, as they do. */
  'worker',
])

/** What to do when it cannot be mended now. */
const WAY_OUT =
  'PLUGINS_WITHOUT=<id> in the environment goes on without a plugin (docs/plugins/isolation.md)'

/** Refuses the other commands while a plugin is broken: they would go on without it. */
export async function guardCommands(app: ApplicationService): Promise<void> {
  const kernel = await app.container.make('ace')
  kernel.executing(({ commandName }, isMain) => {
    const broken = brokenPlugins().filter(({ isLeftOut }) => !isLeftOut)
    if (isMain && broken.length > 0 && !THOSE_FOR_IT.has(commandName))
      throw refusalOf(broken, WAY_OUT)
  })
}
