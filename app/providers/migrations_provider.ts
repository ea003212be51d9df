import type { ApplicationService } from '@adonisjs/core/types'

/** Has all migrations run as `makeMigrationsPatient` says, also those of Lucid's own commands. */
export default class MigrationsProvider {
  constructor(protected app: ApplicationService) {}

  async boot() {
    if (this.app.getMode() === 'warmup') return
    const { makeMigrationsPatient } = await import('#core/database/patient_migrations')
    makeMigrationsPatient(await this.app.container.make('lucid.db'))
  }
}
