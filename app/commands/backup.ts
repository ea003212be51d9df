import { args } from '@adonisjs/core/ace'
import { EmbeddedCommand, type Installation } from '#core/support/embedded_command'

export default class Backup extends EmbeddedCommand {
  static override commandName = 'backup'
  static override description = 'Write the whole embedded database into one file, while it is used'

  @args.string({
    description: 'Where to; a new file in storage/backups when it is not named',
    required: false,
  })
  declare file?: string

  protected override async elsewhere() {
    const { externalBackup } = await import('#core/backup/external')
    return externalBackup
  }

  protected override async workOn(installation: Installation) {
    const { makeBackup } = await import('#core/backup/make_backup')
    const { backupFile, megabytes } = await import('#core/backup/file')
    const file = backupFile(installation.root, this.file)
    const size = await makeBackup({ ...installation, file })
    this.logger.success(`Everything is in ${file} (${megabytes(size)})`)
    this.logger.log('It does not hold APP_KEY. Keep that elsewhere: second factors need it.')
  }
}
