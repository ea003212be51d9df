import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Deletes files that no record has, which workers do every ten minutes. */
export default class FilesSweep extends BaseCommand {
  static override commandName = 'files:sweep'
  static override description =
    'Delete files of uploads that broke off and of records that are gone'
  static override options: CommandOptions = { startApp: true }

  override async run() {
    const { sweepAll } = await import('#core/files/sweep')
    const count = await sweepAll(AbortSignal.timeout(3_600_000))
    this.logger.success(`Files of no record: ${count} deleted.`)
  }
}
