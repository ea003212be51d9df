import 'reflect-metadata'
import { Ignitor } from '@adonisjs/core'
import { APP_ROOT, importer } from '../bin/application.js'
import type { Caller } from './population.js'

/** A company whose members log in. */
export interface Staffed {
  readonly caller: Caller
  readonly emails: readonly string[]
  /** The one that all of them have. */
  readonly password: string
}

/**
 * The application inside this process, to migrate the benchmark's database,
 * make its people and sign their tokens. The settings must stand in
 * `process.env` before.
 */
export class BenchData {
  static async open(): Promise<BenchData> {
    const ignitor = new Ignitor(APP_ROOT, { importer }).tap((application) => {
      application.booting(async () => {
        await import('#start/env')
      })
    })
    const app = ignitor.createApp('console')
    await app.init()
    await app.boot()
    return new BenchData(() => app.terminate())
  }

  private constructor(readonly close: () => Promise<void>) {}

  async migrate(): Promise<void> {
    const { migrate } = await import('#core/database/migrations')
    await migrate()
  }

  /** Founds an organization whose manager will be the caller. */
  async found(name: string): Promise<Caller & { ownerId: string }> {
    const { hire, makeCompany } = await import('#tests/support/personas')
    const company = await makeCompany(name)
    const { userId, sessionId } = await hire(company, { roles: ['manager'] })
    return { organizationId: company.id, userId, sessionId, ownerId: company.owner.userId }
  }

  /** A company with customers, its manager, and as many members as are to log in. */
  async employ(size: { readonly customers: number; readonly members: number }): Promise<Staffed> {
    const { PASSWORD, hire, makeCompany } = await import('#tests/support/personas')
    const { makeCustomers } = await import('#tests/support/customers')
    const company = await makeCompany('Company')
    await makeCustomers(company, size.customers)
    const { userId, sessionId } = await hire(company, { roles: ['manager'] })
    const emails: string[] = []
    while (emails.length < size.members) {
      emails.push((await hire(company, { roles: ['sales'] })).email)
    }
    const caller = { organizationId: company.id, userId, sessionId }
    return { caller, emails, password: PASSWORD }
  }

  /** A superuser's browser without a screen, logged in to the server of this process's settings. */
  async visitor() {
    const { enter } = await import('#tests/support/visitor')
    return enter()
  }

  async token(caller: Caller): Promise<string> {
    const { issueAccessToken } = await import('#core/access/access_token')
    return issueAccessToken(caller)
  }
}
