import type { ApplicationService } from '@adonisjs/core/types'
import type { EmbeddedPostgres } from '#embedded_postgres/main'
import { projectFolder } from '#core/support/project_folder'
import { externalDatabase } from '#core/database/external_database'
import { CONNECTION_SETTINGS } from '#core/database/connection_health'
import env from '#start/env'

/**
 * Says where PostgreSQL is before Lucid asks: the server in DATABASE_URL, or
 * the application's own. Tests have a database of their own on either.
 */
export default class DatabaseProvider {
  #embedded?: EmbeddedPostgres

  constructor(protected app: ApplicationService) {}

  async boot() {
    if (this.app.getMode() === 'warmup') return

    const url = env.get('DATABASE_URL')
    const connection = url
      ? await externalDatabase(url, this.app.inTest)
      : await this.#embeddedDatabase()
    this.app.config.set('database.connections.postgres.connection', {
      ...connection,
      ...CONNECTION_SETTINGS,
      /* Lets a unit of work send its last statement and its end together. */
      pipeline: true,
    })
  }

  async shutdown() {
    await this.#embedded?.leave()
  }

  async #embeddedDatabase() {
    const { EmbeddedPostgres } = await import('#embedded_postgres/main')
    const logger = await this.app.container.make('logger')
    this.#embedded = new EmbeddedPostgres(projectFolder(this.app), {
      restarted: () => logger.warn('the embedded PostgreSQL had died and was started again'),
      failed: (error) => logger.error({ err: error }, 'the embedded PostgreSQL does not start'),
      gaveUp: () => logger.error('the embedded PostgreSQL dies again and again: see its log'),
    })
    const address = await this.#embedded.join()
    const database = this.app.inTest ? 'headless_crm_test' : 'headless_crm'
    await this.#embedded.ensureDatabase(database)
    return { ...address, database }
  }
}
