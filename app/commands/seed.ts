import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class Seed extends BaseCommand {
  static override commandName = 'seed'
  static override description = 'Fill the database with the demonstration: safe to run again'
  static override options: CommandOptions = { startApp: true }

  override async run() {
    const { default: DemoSeeder } = await import('#database/seeders/demo_seeder')
    const { StartupError } = await import('#core/health/startup_error')
    try {
      await new DemoSeeder().run((line) => this.logger.log(line))
    } catch (error) {
      if (!(error instanceof StartupError)) throw error
      this.logger.error(error.message)
      this.exitCode = 1
    }
  }
}
