import type { Reader } from '#core/plugins/reader'
import { UnitOfWork } from '#core/database/unit_of_work'
import { Scope } from '#core/resources/query/scope'
import type { Statement } from '#core/resources/query/statement'
import calls from '#plugins/activities/resources/calls'
import meetings from '#plugins/activities/resources/meetings'
import tasks from '#plugins/activities/resources/tasks'

const COLUMNS = `r.id, r.subject, r.scheduled_at, r.starts_at, r.due_at, r.ended_at, r.priority,
  r.location, r.owner_id, r.status, r.recurrence, r.occurrence, r.body, r.created_at, r.updated_at,
  r.version`

/** Which of them are meant. */
interface Wanted {
  /** The range of their time, as SQL. */
  readonly from?: string
  readonly until: string
  /** What else, as a condition on `r`. */
  readonly condition: string
}

/**
 * The tasks, meetings and calls that a user owns or takes part in, as far as they may read them, as
 * rows of SQL with their `resource`. None of a kind that they may not read.
 */
export function ownActivities(
  { identity, plugins }: Reader,
  { bind }: Statement,
  { from, until, condition }: Wanted
): string {
  const kinds = [tasks, meetings, calls].filter((resource) =>
    identity.grants.allows(resource.permission('read'))
  )
  if (kinds.length === 0) return `SELECT 'tasks' AS resource, ${COLUMNS} FROM tasks r WHERE false`
  const { organizationId } = UnitOfWork.get()
  const organization = `${bind(organizationId)}::uuid`
  const within = (row: string) =>
    `${row}.scheduled_at < ${until}${from === undefined ? '' : ` AND ${row}.scheduled_at >= ${from}`}`
  /* Found by their owner and their participants first: an organization has many others at that time. */
  const own = `SELECT a.id FROM activities a
      WHERE a.organization_id = ${organization} AND a.owner_id = ${bind(identity.employeeId)}::uuid
        AND a.deleted_at IS NULL AND ${within('a')}
      UNION
      SELECT p.activity_id FROM activity_participants p
      WHERE p.organization_id = ${organization} AND p.user_id = ${bind(identity.userId)}::uuid`
  return kinds
    .map((resource) => {
      const here = plugins.extend(resource)
      const readable = new Scope(here, identity, organizationId).readable({ bind })
      return `SELECT '${resource.name}' AS resource, ${COLUMNS} FROM ${here.table} r
        WHERE ${readable} AND ${within('r')} AND ${condition} AND r.id IN (${own})`
    })
    .join(' UNION ALL ')
}
