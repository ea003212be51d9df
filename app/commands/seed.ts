import { flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import type { Report } from '#database/seeders/demo_seeder'
import { OperatorCommand } from '#core/support/operator_command'

export default class Seed extends OperatorCommand {
  static override commandName = 'seed'
  static override description = 'Fill the database with the demonstration: safe to run again'
  static override options: CommandOptions = { startApp: true }

  @flags.string({
    description: 'Load a data set into an organization of its own: crm-sales-opportunities',
  })
  declare dataset?: string

  protected async work() {
    const report = (line: string) => this.logger.log(line)
    if (this.dataset !== undefined) return this.#load(this.dataset, report)
    const { default: DemoSeeder } = await import('#database/seeders/demo_seeder')
    await new DemoSeeder().run(report)
  }

  async #load(name: string, report: Report) {
    const { dataSets } = await import('#database/demo/data_sets')
    const dataSet = dataSets.find((each) => each.name === name)
    if (!dataSet) {
      const known = dataSets.map((each) => each.name).join(', ')
      return this.refuse(`There is no data set "${name}". There is ${known}.`)
    }
    const { default: DataSetSeeder } = await import('#database/seeders/data_set_seeder')
    await new DataSetSeeder().run(dataSet, report)
  }
}
