import { v7 as uuidv7 } from 'uuid'
import type { Company } from '#tests/support/personas'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

/** A process that failed at the second of its steps. @returns its id */
export async function makeProcess({ id: organization }: Company): Promise<string> {
  const id = uuidv7()
  await UnitOfWork.run(forOrganization(organization), async (unit) => {
    await unit.query(
      `INSERT INTO process_runs (organization_id, id, plugin, process, input, state, step, reason)
       VALUES ($1, $2, 'loyalty', 'sample', '{}', 'failed', 1, 'book: the ledger is closed')`,
      [organization, id]
    )
    await unit.query(
      `INSERT INTO process_steps (organization_id, process_id, position, name, state, attempts, reason)
       VALUES ($1, $2, 0, 'reserve', 'done', 1, NULL),
              ($1, $2, 1, 'book', 'failed', 6, 'the ledger is closed')`,
      [organization, id]
    )
  })
  return id
}
