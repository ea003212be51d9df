import db from '@adonisjs/lucid/services/db'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import type { Company } from '#tests/support/personas'

/** A transaction that has written and not ended. */
export interface OpenTransaction {
  commit(): Promise<void>
  rollback(): Promise<void>
}

/** Writes something in a transaction of the company that stays open until it is ended. */
export async function holdOpen(
  { id }: Company,
  write: (unit: UnitOfWork) => Promise<unknown>
): Promise<OpenTransaction> {
  const written = Promise.withResolvers<void>()
  const ending = Promise.withResolvers<'commit' | 'rollback'>()
  const ended = UnitOfWork.run(forOrganization(id), async (unit) => {
    await write(unit)
    written.resolve()
    if ((await ending.promise) === 'rollback') unit.markForRollback()
  })
  await Promise.race([written.promise, ended])
  const end = async (how: 'commit' | 'rollback') => {
    ending.resolve(how)
    await ended
  }
  return { commit: () => end('commit'), rollback: () => end('rollback') }
}

/** Moves a customer to another city, by SQL. */
export function changeCustomer(id: string, city: string): Promise<unknown> {
  return UnitOfWork.get().query(
    'UPDATE customers SET city = $2 WHERE organization_id = app_organization() AND id = $1',
    [id, city]
  )
}

/** How many sessions wait for a lock that another one holds. */
export async function waitingForLocks(): Promise<number> {
  const { rows } = await db.rawQuery<{ rows: { n: number }[] }>(
    `SELECT count(*) AS n FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock'`
  )
  return rows[0]?.n ?? 0
}

/** Locks records of a table, as whoever changes them does, in a transaction that stays open. */
export function holdRecords(
  company: Company,
  table: string,
  ids: readonly string[]
): Promise<OpenTransaction> {
  return holdOpen(company, (unit) =>
    unit.query(
      `SELECT FROM ${table} WHERE organization_id = app_organization() AND id = ANY($1)
       FOR NO KEY UPDATE`,
      [ids]
    )
  )
}
