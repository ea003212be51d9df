import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class CountersRebuild extends BaseCommand {
  static override commandName = 'counters:rebuild'
  static override description = 'Count the records of every organization anew'
  static override options: CommandOptions = { startApp: true }

  override async run() {
    const { countedResources, rebuildCounters } = await import('#core/database/record_counters')
    const { UnitOfWork, asSystem } = await import('#core/database/unit_of_work')
    for (const resource of countedResources()) {
      await UnitOfWork.run(asSystem, (unit) => rebuildCounters(unit, resource))
      this.logger.log(`Counted ${resource.name}`)
    }
  }
}
