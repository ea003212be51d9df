import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class Doctor extends BaseCommand {
  static override commandName = 'doctor'
  static override description = 'Say what is wrong with this installation, and what to do'
  static override options: CommandOptions = { startApp: true }

  override async run() {
    const { isHealthy, runHealthChecks } = await import('#core/health/checks/main')
    const reports = await runHealthChecks({ isThorough: true })
    for (const { title, state, issues, notes } of reports) {
      if (state === 'left out') this.logger.info(noted(title, notes))
      if (state === 'good') this.logger.success(noted(title, notes))
      for (const { level, sentence } of issues) {
        if (level === 'problem') this.logger.error(`${title}: ${sentence}`)
        else this.logger.warning(`${title}: ${sentence}`)
      }
    }
    if (isHealthy(reports)) this.logger.success('No problems found')
    else this.exitCode = 1
  }
}

function noted(title: string, notes: readonly string[]): string {
  return notes.length === 0 ? title : `${title}: ${notes.join(', ')}`
}
