import { type Resource } from '#resources/define_resource'
import { resources } from '#resources/registry'
import { UnitOfWork } from '#tenancy/unit_of_work'

/** The records of one resource that ask for somebody's work. */
export interface OpenRecords {
  readonly resource: string
  readonly count: number
  /** The first hundred of them. */
  readonly ids: readonly string[]
}

const MOST_IDS = 100

/** What is assigned to an employee and not closed, of every resource that can be assigned. */
export async function openRecordsOf(employeeId: string): Promise<readonly OpenRecords[]> {
  const unit = UnitOfWork.get()
  const selects = assignable().map(
    ({ name, table, open }) => `
      SELECT '${name}' AS resource, count(*) AS count,
             (array_agg(r.id ORDER BY r.id))[1:${MOST_IDS}] AS ids
      FROM ${table} r WHERE ${open} HAVING count(*) > 0`
  )
  const { rows } = await unit.query<OpenRecords>(selects.join(' UNION ALL '), [
    unit.organizationId,
    employeeId,
  ])
  return rows
}

/**
 * Gives them to somebody else, each as a new version of itself. One statement
 * per resource, since there may be thousands.
 */
export async function handOverRecords(fromId: string, toId: string): Promise<void> {
  const unit = UnitOfWork.get()
  for (const { table, assignee, open } of assignable()) {
    await unit.query(
      `UPDATE ${table} r SET ${assignee} = $3, version = version + 1, updated_at = now()
       WHERE ${open}`,
      [unit.organizationId, fromId, toId]
    )
  }
}

interface Assignable {
  readonly name: string
  readonly table: string
  readonly assignee: string
  /** The condition on `r` for the organization $1 and the employee $2. */
  readonly open: string
}

function assignable(): Assignable[] {
  return [...resources.values()].flatMap((resource) => {
    const assignee = resource.own?.assignee
    return assignee
      ? [
          {
            name: resource.name,
            table: resource.table,
            assignee,
            open: openSql(resource, assignee),
          },
        ]
      : []
  })
}

function openSql({ open, softDeletes }: Resource, assignee: string): string {
  const conditions = ['r.organization_id = $1', `r.${assignee} = $2`]
  if (softDeletes) conditions.push('r.deleted_at IS NULL')
  if (open) conditions.push(`(${open})`)
  return conditions.join(' AND ')
}
