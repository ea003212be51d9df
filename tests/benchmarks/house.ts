import 'reflect-metadata'
import { Ignitor } from '@adonisjs/core'
import { APP_ROOT, importer } from '../../bin/application.js'
import type { Caller } from './population.js'

/**
 * The application inside this process, to migrate the benchmark's database,
 * make its people and sign their tokens. The settings must stand in
 * `process.env` before.
 */
export class House {
  static async open(): Promise<House> {
    const ignitor = new Ignitor(APP_ROOT, { importer }).tap((application) => {
      application.booting(async () => {
        await import('#start/env')
      })
    })
    const app = ignitor.createApp('console')
    await app.init()
    await app.boot()
    return new House(() => app.terminate())
  }

  private constructor(readonly close: () => Promise<void>) {}

  async migrate(): Promise<void> {
    const { migrateTestDatabase } = await import('#tests/database')
    await migrateTestDatabase()
  }

  /** Founds an organization whose manager will be the caller. */
  async found(name: string): Promise<Caller & { ownerId: string }> {
    const { hire, makeCompany } = await import('#tests/personas')
    const company = await makeCompany(name)
    const { userId, sessionId } = await hire(company, { roles: ['manager'] })
    return { organizationId: company.id, userId, sessionId, ownerId: company.owner.userId }
  }

  async token(caller: Caller): Promise<string> {
    const { issueAccessToken } = await import('#auth/access_token')
    return issueAccessToken(caller)
  }
}
