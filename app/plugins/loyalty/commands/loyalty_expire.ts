import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class LoyaltyExpire extends BaseCommand {
  static override commandName = 'loyalty:expire'
  static override description = 'Take points out of use that have grown too old, before the night'
  static override options: CommandOptions = { startApp: true }

  override async run() {
    const { enqueue } = await import('#core/jobs/enqueue')
    const { jobs } = await import('#core/jobs/registry')
    const { UnitOfWork, asSystem } = await import('#core/database/unit_of_work')
    const job = jobs.find('loyalty:expire')
    if (job) await UnitOfWork.run(asSystem, () => enqueue(job, {}))
    this.logger.success('A worker does it, in every organization that has loyalty')
  }
}
