import { args, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { OperatorCommand } from '#core/support/operator_command'

type Sections = Readonly<Record<string, readonly string[]>>

export default class PluginInspect extends OperatorCommand {
  static override commandName = 'plugin:inspect'
  static override description = 'Say everything that a plugin adds and has a say in'
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'The id of the plugin' })
  declare plugin: string

  @flags.boolean({ description: 'As JSON' })
  declare json: boolean

  protected async work() {
    const { installedPlugin } = await import('#core/plugins/installed')
    const { brokenPlugins } = await import('#core/plugins/broken')
    const { examineCode } = await import('#core/plugins/code_check')
    const plugin = installedPlugin(this.plugin)
    const broken = [...brokenPlugins(), ...(await examineCode())].filter(
      ({ id }) => id === this.plugin
    )
    if (broken.length > 0) return this.#show(await this.#broken(broken))
    if (!plugin) {
      return this.refuse(`There is no plugin "${this.plugin}". See "node ace plugin:list".`)
    }
    const { inspect } = await import('#core/plugins/inspection')
    this.#show(await inspect(plugin))
  }

  async #broken(broken: readonly { readonly reasons: readonly string[] }[]): Promise<Sections> {
    const { migrationsOf } = await import('#core/plugins/plugin_migrations')
    return {
      Plugin: [this.plugin],
      Broken: [...new Set(broken.flatMap(({ reasons }) => reasons))],
      Migrations: (await migrationsOf(this.plugin)).map(({ name }) => name),
    }
  }

  #show(found: Sections) {
    if (this.json) return this.logger.log(JSON.stringify(found, null, 2))
    for (const [title, lines] of Object.entries(found)) {
      if (lines.length === 0) continue
      this.logger.log(this.colors.bold(title))
      for (const line of lines) this.logger.log(`  ${line}`)
    }
  }
}
