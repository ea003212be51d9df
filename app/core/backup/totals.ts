import { countedResources } from '#core/database/record_counters'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

export interface Total {
  readonly name: string
  readonly count: number
}

/** How much there is, over all organizations; deleted records are in none of them. */
export async function recordTotals(): Promise<Total[]> {
  return UnitOfWork.run(
    asSystem,
    async (unit) => {
      await unit.allowLongStatements(0)
      const counts = [
        `SELECT 'organizations' AS name, count(*) AS count FROM organizations`,
        `SELECT 'users', count(*) FROM users`,
        ...countedResources().map(
          ({ name, table }) => `SELECT '${name}', count(*) FROM ${table} WHERE deleted_at IS NULL`
        ),
        `SELECT 'audit events', count(*) FROM audit_events`,
      ]
      const { rows } = await unit.query<Total>(counts.join(' UNION ALL '))
      return rows
    },
    { readOnly: true }
  )
}
