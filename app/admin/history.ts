import type { HttpContext } from '@adonisjs/core/http'
import { type Change, changesBetween } from '#admin/changes'
import { type JsonObject, isAdded } from '#admin/values'
import { humanize } from '#admin/humanize'
import type User from '#plugins/identity/models/user'
import type { Resource } from '#core/resources/define_resource'
import { hiddenFields } from '#core/resources/query/visible_fields'
import { UnitOfWork } from '#core/database/unit_of_work'

interface EventRow extends Record<string, unknown> {
  readonly id: string
  readonly action: string
  readonly outcome: string
  readonly actor_id: string | null
  readonly actor: string | null
  readonly impersonator_id: string | null
  readonly impersonator: string | null
  readonly created_at: string
  readonly before: JsonObject | null
  readonly after: JsonObject | null
}

/** Something that happened to a record, as its page tells it. */
export interface Moment {
  readonly what: string
  readonly who: string
  readonly when: string
  readonly changes: readonly Change[]
}

const MAX = 30

/** What happened to a record, newest first. */
export async function historyOf(ctx: HttpContext): Promise<Moment[]> {
  const { identity, params, resource, superuser } = ctx
  const hidden = hiddenFields(resource, identity)
  const isShown = (name: string) =>
    name !== 'deleted_at' && !hidden.has(name) && (!isAdded(name) || name in resource.fields)
  const { rows } = await UnitOfWork.get().query<EventRow>(
    `SELECT e.id, e.action, e.outcome, e.actor_id, e.before, e.after, e.impersonator_id,
            CASE WHEN e.impersonator_id IS NOT NULL
            THEN impersonator(e.impersonator_id) ->> 'full_name' END AS impersonator,
            coalesce(nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.email) AS actor,
            to_char(e.created_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS created_at
     FROM audit_events e LEFT JOIN users u ON u.id = e.actor_id
     WHERE e.organization_id = $1 AND e.record_id = $2
     ORDER BY e.created_at DESC, e.id DESC LIMIT ${MAX}`,
    [UnitOfWork.get().organizationId, params.id]
  )
  return rows.map((row) => ({
    what: humanize(row.action.split(':').at(-1) ?? row.action),
    who: whoDid(row, superuser),
    when: row.created_at,
    changes: changesIn(resource, row, isShown),
  }))
}

/** Who belongs to no organization, such as a superuser, has no name behind the fence. */
function whoDid({ actor_id: id, actor, ...row }: EventRow, viewer: User): string {
  if (id === null) return 'the system'
  if (row.impersonator_id) {
    const helper = row.impersonator_id === viewer.id ? 'you' : row.impersonator
    return `${helper ?? 'support'} as ${actor ?? 'a former member'}`
  }
  if (id === viewer.id) return 'you'
  return actor ?? 'a user outside the organization'
}

function changesIn(
  resource: Resource,
  { before, after }: EventRow,
  isShown: (name: string) => boolean
): Change[] {
  return before === null
    ? []
    : changesBetween(resource, before, after ?? {}).filter(({ name }) => isShown(name))
}
