import { args } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { OperatorCommand } from '#core/support/operator_command'

export default class PluginInstall extends OperatorCommand {
  static override commandName = 'plugin:install'
  static override description =
    'Install a plugin from npm, a tarball or a folder, or another version of it'
  static override help = [
    'Adds the package, writes app/plugins/<id>/ with its migrations, which are yours from then on,',
    'lists it in config/plugins.ts, and runs them. Scripts of the package do not run. A folder is',
    'built, and linked: "npm run dev" restarts when it is built anew.',
  ]
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'A package of npm, with a version or without, or a file' })
  declare package: string

  protected async work() {
    const { isSourceAtHand } = await import('#core/plugins/plugin_folders')
    const { StartupError } = await import('#core/health/startup_error')
    if (!isSourceAtHand())
      throw new StartupError('A build is not changed: install it where the source is.')
    const { installPlugin } = await import('#core/plugins/installation')
    const { id, version } = await installPlugin(this.package)
    this.logger.success(`"${id}" ${version} is installed; organizations turn it on`)
    this.logger.info(`Commit app/plugins/${id}, config/plugins.ts, package.json and its lock`)
    this.logger.info(`See what it adds: node ace plugin:inspect ${id}`)
  }
}
