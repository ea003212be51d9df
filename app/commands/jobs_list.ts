import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class JobsList extends BaseCommand {
  static override commandName = 'jobs:list'
  static override description = 'Say how many jobs there are, or which of them are dead letters'
  static override options: CommandOptions = { startApp: true }

  @flags.boolean({ description: 'The dead letters: jobs that failed at their last attempt' })
  declare failed: boolean

  override async run() {
    await (this.failed ? this.#listDeadLetters() : this.#listBacklogs())
  }

  async #listDeadLetters() {
    const { deadLetters } = await import('#core/jobs/dead_letters')
    const found = await deadLetters()
    if (found.length === 0) return this.logger.success('There are no dead letters')
    const table = this.ui
      .table()
      .head(['Id', 'Job', 'About', 'Organization', 'Attempts', 'Failed at', 'Why'])
    for (const { id, job, about, organizationId, attempts, failedAt, reason } of found) {
      const when = failedAt.toISOString()
      table.row([id, job, about, organizationId ?? '', `${attempts}`, when, reason])
    }
    table.render()
  }

  async #listBacklogs() {
    const { backlogs } = await import('#core/jobs/backlog')
    const table = this.ui.table().head(['Job', 'Waiting', 'Retrying', 'Running', 'Dead letters'])
    for (const { job, known, ...numbers } of await backlogs()) {
      const { waiting, retrying, running, dead } = numbers
      const name = known ? job : `${job} (no worker processes it)`
      table.row([name, `${waiting}`, `${retrying}`, `${running}`, `${dead}`])
    }
    table.render()
  }
}
