import { bulkUpdate } from '#core/resources/records/mass_change'
import { type Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'
import { UnitOfWork } from '#core/database/unit_of_work'

/** The records of one resource that ask for a user's work. */
export interface OpenRecords {
  readonly resource: string
  readonly count: number
  /** The first hundred of them. */
  readonly ids: readonly string[]
}

const MAX_IDS = 100

/** What is assigned to an employee and not closed, of every resource that can be assigned. */
export async function openRecordsOf(employeeId: string): Promise<readonly OpenRecords[]> {
  const unit = UnitOfWork.get()
  const selects = assignable().map(
    ({ resource, assignee }) => `
      SELECT '${resource.name}' AS resource, count(*) AS count,
             (array_agg(r.id ORDER BY r.id))[1:${MAX_IDS}] AS ids
      FROM ${resource.table} r WHERE ${openSql(resource, assignee, '$1', '$2')} HAVING count(*) > 0`
  )
  const { rows } = await unit.query<OpenRecords>(selects.join(' UNION ALL '), [
    unit.organizationId,
    employeeId,
  ])
  return rows
}

/** Gives them to another user, each as a new version of itself. */
export async function handOverRecords(fromId: string, toId: string): Promise<void> {
  const { organizationId } = UnitOfWork.get()
  for (const { resource, assignee } of assignable()) {
    await bulkUpdate({
      ...{ resource, column: assignee, to: toId },
      outcome: resource.emits.find((name) => name === 'assign'),
      which: (bind) => openSql(resource, assignee, bind(organizationId), bind(fromId)),
    })
  }
}

interface Assignable {
  readonly resource: Resource
  /** The column that says whose a record is. */
  readonly assignee: string
}

function assignable(): Assignable[] {
  return [...resources.values()].flatMap((resource) => {
    const assignee = resource.own?.assignee
    return assignee ? [{ resource, assignee }] : []
  })
}

/** The condition on `r` that selects what is open and the employee's. */
function openSql(
  { openCondition, softDeletes }: Resource,
  assignee: string,
  organization: string,
  employee: string
): string {
  const conditions = [`r.organization_id = ${organization}`, `r.${assignee} = ${employee}`]
  if (softDeletes) conditions.push('r.deleted_at IS NULL')
  if (openCondition) conditions.push(`(${openCondition})`)
  return conditions.join(' AND ')
}
