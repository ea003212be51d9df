import type { CommandOptions } from '@adonisjs/core/types/ace'
import { OperatorCommand } from '#core/support/operator_command'

export default class Seed extends OperatorCommand {
  static override commandName = 'seed'
  static override description = 'Fill the database with the demonstration: safe to run again'
  static override options: CommandOptions = { startApp: true }

  protected async work() {
    const { default: DemoSeeder } = await import('#database/seeders/demo_seeder')
    await new DemoSeeder().run((line) => this.logger.log(line))
  }
}
