import type { ApplicationService } from '@adonisjs/core/types'

/** Has all migrations run as `makeMigrationsPatient`, `translateHistoryFirst` and `settleFieldsAfterMigrations` say, also by Lucid's own commands. */
export default class MigrationsProvider {
  constructor(protected app: ApplicationService) {}

  async boot() {
    if (this.app.getMode() === 'warmup') return
    const { makeMigrationsPatient } = await import('#core/database/patient_migrations')
    const { translateHistoryFirst } = await import('#core/database/migration_history')
    const { settleFieldsAfterMigrations } = await import('#core/plugins/fields/after_migrations')
    const db = await this.app.container.make('lucid.db')
    makeMigrationsPatient(db)
    translateHistoryFirst(db)
    settleFieldsAfterMigrations(db)
  }
}
