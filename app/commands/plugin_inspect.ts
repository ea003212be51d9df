import { BaseCommand, args, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class PluginInspect extends BaseCommand {
  static override commandName = 'plugin:inspect'
  static override description = 'Say everything that a plugin adds and has a say in'
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'The id of the plugin' })
  declare plugin: string

  @flags.boolean({ description: 'As JSON' })
  declare json: boolean

  override async run() {
    const { installedPlugin } = await import('#plugins/runtime/installed')
    const plugin = installedPlugin(this.plugin)
    if (!plugin) {
      this.logger.error(`There is no plugin "${this.plugin}". See "node ace plugin:list".`)
      this.exitCode = 1
      return
    }
    const { inspect } = await import('#plugins/runtime/inspection')
    const found = await inspect(plugin)
    if (this.json) return this.logger.log(JSON.stringify(found, null, 2))
    for (const [title, lines] of Object.entries(found)) {
      if (lines.length === 0) continue
      this.logger.log(this.colors.bold(title))
      for (const line of lines) this.logger.log(`  ${line}`)
    }
  }
}
