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
