import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class Worker extends BaseCommand {
  static override commandName = 'worker'
  static override description = 'Process jobs until stopped'
  static override options: CommandOptions = { startApp: true, staysAlive: true }

  override async run() {
    const { startPlugins } = await import('#core/plugins/isolation/start')
    await startPlugins()
    this.app.listen('SIGINT', () => void this.app.terminate())
    const worker = await this.app.container.make('jobs.worker')
    await worker.start()
    this.logger.info('Processing jobs. Ctrl-C stops after the running jobs')
  }
}
