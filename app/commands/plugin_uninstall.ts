import { args, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { OperatorCommand } from '#core/support/operator_command'

export default class PluginUninstall extends OperatorCommand {
  static override commandName = 'plugin:uninstall'
  static override description = 'Take a plugin out of this installation, with all that it has'
  static override help = [
    'Says first what will be deleted, and asks. Nothing is deleted that is not the',
    "plugin's own; what the audit log says about its records stays.",
  ]
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'The id of the plugin' })
  declare plugin: string

  @flags.boolean({ description: 'Do not ask' })
  declare force: boolean

  @flags.boolean({ description: 'Leave its tables, values, settings and files where they are' })
  declare keepData: boolean

  protected async work() {
    const { Uninstallation } = await import('#core/plugins/uninstallation')
    const { packageOf } = await import('#core/plugins/plugin_folders')
    const origin = await packageOf(this.plugin)
    const uninstallation = await Uninstallation.of(this.plugin, { keepData: this.keepData })
    this.logger.log(`Uninstalling "${this.plugin}" deletes:`)
    for (const loss of uninstallation.losses) this.logger.log(`  - ${loss}`)
    if (uninstallation.losses.length === 0) this.logger.log('  - nothing that it keeps')
    const agreed = this.force || (await this.prompt.confirm(`Uninstall ${this.plugin}?`))
    if (!agreed) return this.refuse('Nothing was changed.')
    await uninstallation.perform()
    this.logger.success(`The database holds nothing of "${this.plugin}" any more`)
    await this.#takeOutOfSource(origin)
  }

  async #takeOutOfSource(origin: string | undefined) {
    const { isSourceAtHand } = await import('#core/plugins/plugin_folders')
    if (!isSourceAtHand()) {
      return this.logger.info('Now start the build that does not list it in config/plugins.ts')
    }
    if (!this.keepData) await this.kernel.exec('schema:generate', ['--compact-output'])
    const { delist } = await import('#core/plugins/plugin_list')
    await delist(this.plugin)
    this.logger.success('config/plugins.ts does not list it any more')
    if (origin === undefined) {
      const { setFolderAside } = await import('#core/plugins/plugin_source')
      const folder = await setFolderAside(this.plugin)
      if (folder === null) return
      return this.logger.info(
        `app/plugins/${this.plugin} is your code: it is ${folder} now, where nothing loads, compiles or tests it. Delete it, or keep it`
      )
    }
    const { removePackage } = await import('#core/plugins/packages')
    await removePackage(this.plugin, origin)
    this.logger.success(`The package ${origin} is gone, too`)
  }
}
