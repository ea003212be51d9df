import { args, flags } from '@adonisjs/core/ace'
import { EmbeddedCommand, type Installation } from '#core/support/embedded_command'

export default class Restore extends EmbeddedCommand {
  static override commandName = 'restore'
  static override description = 'Put a backup in the place of the embedded database'

  @args.string({ description: 'What "node ace backup" wrote' })
  declare file: string

  @flags.boolean({ description: 'Replace an existing database, keeping a copy' })
  declare force: boolean

  protected override async elsewhere() {
    const { externalRestore } = await import('#core/backup/external')
    return externalRestore
  }

  protected override async workOn(installation: Installation) {
    const { restoreBackup } = await import('#core/backup/restore_backup')
    const { backupFile } = await import('#core/backup/file')
    const { header, aside, isSameKey } = await restoreBackup({
      ...installation,
      file: backupFile(installation.root, this.file),
      force: this.force,
    })
    this.logger.success(`Restored what was written at ${header.created_at}`)
    if (aside) {
      this.logger.log(
        `What was there before is in ${aside}; remove it when it is not needed any more.`
      )
    }
    if (!isSameKey) {
      this.logger.warning(
        'The backup was made with another APP_KEY. Set that one again: without it no user with a ' +
          'second factor gets in.'
      )
    }
    await this.#examine()
  }

  /** The application is started now, on what was restored. */
  async #examine() {
    const { exitCode } = await this.kernel.exec('doctor', [])
    this.exitCode = exitCode ?? 0
    const { keepEpoch } = await import('#core/events/epoch')
    await keepEpoch(true)
    if (this.exitCode !== 0) return
    const { recordTotals } = await import('#core/backup/totals')
    for (const { name, count } of await recordTotals()) this.logger.log(`${name}: ${count}`)
  }
}
