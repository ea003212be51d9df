import type { HttpContext } from '@adonisjs/core/http'
import { capabilitiesOf, ensureCapability } from '#admin/capabilities'
import { recordPath } from '#admin/record'
import type { JsonObject } from '#admin/values'
import { impersonatorOf, requestIdOf } from '#core/audit/request_event'
import { conflict, notFound } from '#core/http/exceptions/problem'
import { forEachRecord } from '#core/resources/records/bulk'
import { authorizeChange, modelOf, readInput, restoreRecord } from '#core/resources/records/record'
import { UnitOfWork } from '#core/database/unit_of_work'
import { undoValidator } from '#admin/validators/admin'

interface EventRow extends Record<string, unknown> {
  readonly id: string
  readonly record_id: string
  readonly before: JsonObject
  readonly after: JsonObject
  readonly is_deletion: boolean
  readonly is_outdated: boolean
}

/** Offers on the next page to take back what this request does. @param field the one that was set; null for a deletion */
export async function offerUndo(ctx: HttpContext, field: string | null): Promise<void> {
  const can = await capabilitiesOf(ctx)
  if (field === null ? !(ctx.resource.softDeletes && can.restore) : !can.update) return
  const events = [...(await eventsOf(ctx, OF_THIS_REQUEST, requestIdOf(ctx), field)).values()]
  if (events.length === 0) return
  const ids = events.map(({ id }) => id).join(',')
  ctx.session.flash('undo', { action: recordPath(ctx, 'undos'), events: ids, field: field ?? '' })
}

/**
 * Takes back what the person did, by what the named events of the log say of it: brings back exactly what it deleted, or sets a field back where no one
 * has changed it since.
 *
 * @throws 404 when the person did no such thing within a day, 403 for lack of
 * the right to do the opposite
 */
export async function undo(ctx: HttpContext) {
  const { events: named, field } = await ctx.request.validateUsing(undoValidator)
  const events = await eventsOf(ctx, NAMED, named.split(','), field ?? null)
  if (events.size === 0) throw notFound('change to undo')
  const ids = [...events.keys()]
  const outcome = field ? await setBack(ctx, ids, events, field) : await bringBack(ctx, ids, events)
  return { ...outcome, message: `${outcome.count} of ${ids.length} undone.` }
}

function bringBack(
  ctx: HttpContext,
  ids: readonly string[],
  events: ReadonlyMap<string, EventRow>
) {
  ensureCapability(ctx, ctx.resource, 'restore')
  return forEachRecord(ctx, ids, 'restore', async (record) => {
    if (events.get(record.$attributes.id)?.is_outdated ?? true) throw changedSince()
    await restoreRecord(ctx, record)
    return 200
  })
}

async function setBack(
  ctx: HttpContext,
  ids: readonly string[],
  events: ReadonlyMap<string, EventRow>,
  field: string
) {
  ensureCapability(ctx, ctx.resource, 'update')
  const attribute = (await modelOf(ctx.resource)).$keys.columnsToAttributes.get(field, field)
  return forEachRecord(ctx, ids, 'update', async (record) => {
    const event = events.get(record.$attributes.id)
    const isUnchanged = event && record.$attributes[attribute] === (event.after[field] ?? null)
    if (!isUnchanged || event.is_outdated) {
      throw changedSince()
    }
    const values = await readInput(ctx, 'update', { [field]: event.before[field] ?? null })
    await authorizeChange(ctx, values, record)
    await record.merge(values).save()
    return 200
  })
}

/** What the transaction of this request has written: a request's id may be another's, too. */
const OF_THIS_REQUEST = 'e.request_id = $3 AND e.created_at >= now()'

const NAMED = 'e.id = ANY($3::uuid[])'

/** What the person did to each record, in the same standing: deletions, or changes of the field. */
async function eventsOf(
  ctx: HttpContext,
  condition: typeof OF_THIS_REQUEST | typeof NAMED,
  value: string | readonly string[],
  field: string | null
): Promise<ReadonlyMap<string, EventRow>> {
  const { identity, resource } = ctx
  const { rows } = await UnitOfWork.get().query<EventRow>(
    `SELECT e.id, e.record_id, e.before, e.after,
            coalesce(e.before -> 'deleted_at' = 'null', false) AS is_deletion,
            EXISTS (SELECT FROM audit_events later
                    WHERE later.organization_id = e.organization_id
                      AND later.record_id = e.record_id AND later.id > e.id
                      AND later.after ? coalesce($5, 'deleted_at')) AS is_outdated
     FROM audit_events e
     WHERE e.organization_id = $1 AND e.actor_id = $2 AND ${condition}
       AND e.impersonator_id IS NOT DISTINCT FROM $6::uuid
       AND split_part(e.action, ':', 1) = $4 AND e.outcome = 'done'
       AND e.record_id IS NOT NULL AND e.before IS NOT NULL AND e.after IS NOT NULL
       AND e.created_at > now() - interval '1 day'
     ORDER BY e.id`,
    [
      UnitOfWork.get().organizationId,
      identity.userId,
      value,
      resource.permission('read').split(':')[0],
      field,
      impersonatorOf(ctx),
    ]
  )
  const found = rows.filter((row) => (field === null ? row.is_deletion : field in row.after))
  return byRecord(found)
}

/** Where the request changed a record twice: what was before the first time, and after the last. */
function byRecord(rows: readonly EventRow[]): ReadonlyMap<string, EventRow> {
  const events = new Map<string, EventRow>()
  for (const row of rows) {
    const { before } = events.get(row.record_id) ?? row
    events.set(row.record_id, { ...row, before })
  }
  return events
}

function changedSince() {
  return conflict('changed_since', 'It has been changed since.')
}
