import type { HttpContext } from '@adonisjs/core/http'
import type { Input } from '#admin/form'
import type { Difference } from '#admin/form_changes'
import { humanize } from '#admin/humanize'
import { UnitOfWork } from '#core/database/unit_of_work'

interface EventRow extends Record<string, unknown> {
  readonly who_id: string | null
  readonly who: string | null
  readonly created_at: string
  readonly names: readonly string[] | null
}

/** What another user has changed since a form was rendered, and who did it when. */
export interface Meanwhile extends Difference {
  readonly who: string | null
  readonly when: string | null
}

/** Where the log has what happened to what a form changes. */
export type Trail =
  { readonly record: string } | { readonly plugin: string } | { readonly user: string }

interface LabelledInput extends Pick<Input, 'name' | 'kind' | 'options' | 'difference'> {}

interface Candidates {
  readonly [name: string]: readonly { readonly id: string; readonly label: string }[]
}

const MAX = 30
const TIME = `to_char(e.created_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS created_at`
const NAME = `coalesce(nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.email) AS who`

const OF_RECORD = (found: string) => `
  SELECT coalesce(e.impersonator_id, e.actor_id) AS who_id, ${NAME}, ${TIME},
         ARRAY(SELECT jsonb_object_keys(coalesce(e.after, e.before, '{}'))) AS names
  FROM audit_events e LEFT JOIN users u ON u.id = e.actor_id
  WHERE e.organization_id = $1 AND e.record_id = ${found} AND e.outcome = 'done'
  ORDER BY e.created_at DESC, e.id DESC LIMIT ${MAX}`

const OF_USER = `
  SELECT e.actor_id AS who_id, ${NAME}, ${TIME},
         ARRAY(SELECT jsonb_object_keys(coalesce(e.changes, '{}'))) AS names
  FROM account_events e LEFT JOIN users u ON u.id = e.actor_id
  WHERE e.user_id = $1 AND e.changes IS NOT NULL
  ORDER BY e.created_at DESC, e.id DESC LIMIT ${MAX}`

/** What another user has changed in a form that was refused; asks the log only when there is something. */
export function meanwhileIn(
  ctx: HttpContext,
  trail: Trail,
  inputs: readonly LabelledInput[],
  candidates: Candidates = {}
): Promise<Meanwhile[]> {
  const differences = inputs.flatMap(({ difference, ...input }) => {
    if (!difference) return []
    const said = (text: string) => textOf(text, input, candidates[input.name] ?? [])
    const { contest } = difference
    return {
      ...difference,
      from: said(difference.from),
      to: said(difference.to),
      contest: contest && { ...contest, mine: said(contest.mine) },
    }
  })
  return withAuthors(ctx, trail, differences)
}

/** The same differences, with who made them and when. */
export async function withAuthors(
  ctx: HttpContext,
  trail: Trail,
  differences: readonly Difference[]
): Promise<Meanwhile[]> {
  if (differences.length === 0) return []
  const events = await eventsOf(trail)
  return differences.map((difference) => {
    const event =
      events.find(({ names }) => names?.includes(columnOf(difference.name))) ?? events[0]
    return { ...difference, who: event ? whoIn(event, ctx) : null, when: event?.created_at ?? null }
  })
}

async function eventsOf(trail: Trail): Promise<readonly EventRow[]> {
  const unit = UnitOfWork.get()
  if ('user' in trail) return (await unit.query<EventRow>(OF_USER, [trail.user])).rows
  const { organizationId } = unit
  if ('record' in trail) {
    return (await unit.query<EventRow>(OF_RECORD('$2'), [organizationId, trail.record])).rows
  }
  const found = `(SELECT p.id FROM organization_plugins p
                  WHERE p.organization_id = $1 AND p.plugin = $2)`
  return (await unit.query<EventRow>(OF_RECORD(found), [organizationId, trail.plugin])).rows
}

/** Fields of plugins are kept in one column; grants of a role are no columns of it. */
function columnOf(name: string): string {
  const [first = ''] = name.split('.')
  return first === 'grants' ? 'permissions' : first
}

function whoIn({ who_id: id, who }: EventRow, { superuser }: HttpContext): string {
  if (id === null) return 'the system'
  return id === superuser.id ? 'you' : (who ?? 'a user outside the organization')
}

function textOf(
  text: string,
  { kind, options }: Pick<Input, 'kind' | 'options'>,
  candidates: Candidates[string]
): string {
  if (kind === 'relation') return candidates.find(({ id }) => id === text)?.label ?? text
  if (kind !== 'choice' && kind !== 'boolean') return text
  return options.find(({ value }) => value === text)?.label ?? humanize(text)
}
