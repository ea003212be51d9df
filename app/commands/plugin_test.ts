import { args, flags } from '@adonisjs/core/ace'
import { OperatorCommand } from '#core/support/operator_command'

export default class PluginTest extends OperatorCommand {
  static override commandName = 'plugin:test'
  static override description =
    'Test a plugin in a package: its own tests, and what all plugins promise'
  static override help = [
    'Builds and packs it, installs it in a copy of this application with a database of its own,',
    'and runs its folder "tests" there. This application stays as it is.',
  ]

  @args.string({ description: 'The folder of the package' })
  declare folder: string

  @flags.boolean({ description: 'Keep the copy, and say where it is' })
  declare keep: boolean

  protected async work() {
    const { resolve } = await import('node:path')
    const { isSourceAtHand } = await import('#core/plugins/plugin_folders')
    const { StartupError } = await import('#core/health/startup_error')
    const { Trial } = await import('#core/plugins/trial/trial')
    if (!isSourceAtHand())
      throw new StartupError('A build has no tests: run it where the source is.')
    await Trial.run({ isKept: this.keep }, async (trial) => {
      if (this.keep) this.logger.info(`The copy is in ${trial.path}`)
      const id = await trial.install(resolve(this.folder))
      if (!(await trial.test(id))) return this.refuse(`"${id}" has not passed.`)
      this.logger.success(`"${id}" passes its tests, and keeps what all plugins promise`)
    })
  }
}
