import type { HttpContext } from '@adonisjs/core/http'
import { bulkChanges } from '#admin/bulk_changes'
import { capabilitiesOf } from '#admin/capabilities'
import { namedDependents } from '#admin/dependents'
import { recordPath } from '#admin/record'
import { type JsonObject, titleOf } from '#admin/values'
import { pluralize, humanize } from '#admin/humanize'
import { invalid } from '#core/http/exceptions/problem'
import { readListRequest } from '#core/resources/query/list_request'
import { queryFor } from '#core/resources/query/record_query'
import { UnitOfWork } from '#core/database/unit_of_work'
import { chosenRecordsValidator } from '#admin/validators/admin'

const MAX_NAMED = 10

/** What is about to be done to records that were chosen in a list, before it is. @throws 422 when nothing was chosen to do */
export async function bulkConfirmation(ctx: HttpContext) {
  const { resource } = ctx
  const { ids, change, back } = await ctx.request.validateUsing(chosenRecordsValidator)
  const step = await stepOf(ctx, change ?? '')
  const isDeletion = step.path === 'deletions'
  const records = await recordsById(ctx, ids, step.path === 'restorations')
  const plural = humanize(resource.noun).toLowerCase()
  const count = pluralize(records.length, resource.singular.replaceAll('_', ' '), plural)
  const found = records.map(({ id }) => String(id))
  return {
    title: `${step.verb} ${count}?`,
    button: `${step.verb} ${count}`,
    resource,
    step,
    change: change ?? '',
    action: recordPath(ctx, step.path),
    back: back ?? recordPath(ctx),
    ids: found,
    dependents: isDeletion ? await namedDependents(ctx, found) : null,
    names: records.slice(0, MAX_NAMED).map(titleOf),
    more: Math.max(0, records.length - MAX_NAMED),
    absent: ids.length - records.length,
  }
}

async function stepOf(ctx: HttpContext, change: string) {
  const can = await capabilitiesOf(ctx)
  if (change === 'delete' && can.delete) {
    const effect =
      ctx.resource.softDeletes && can.restore
        ? 'Undo brings them back right afterwards, and so does the list of deleted ones later.'
        : 'This cannot be undone.'
    return { path: 'deletions', verb: 'Delete', effect, isBad: true }
  }
  if (change === 'restore' && can.restore) {
    return {
      path: 'restorations',
      verb: 'Restore',
      effect: 'They come back as they were.',
      isBad: false,
    }
  }
  const known = (await bulkChanges(ctx)).find(({ value }) => value === change)
  if (!known) {
    throw invalid([{ field: 'change', rule: 'required', message: 'Choose what to do.' }])
  }
  const effect =
    'Each record gets this value, whatever it has now. Undo restores the old value unless it was changed again in between.'
  return { path: 'updates', verb: `Set “${known.label}” for`, effect, isBad: false }
}

/** Those of the records with these ids that the viewer may read. @param deleted whether they are the deleted ones */
export async function recordsById(ctx: HttpContext, ids: readonly string[], deleted = false) {
  const query = queryFor(ctx)
  const asked = { id: { in: ids.join(',') }, page_size: '100', ...(deleted && { deleted: 'true' }) }
  const list = readListRequest(asked, ctx.resource, query.visible)
  const { results } = await UnitOfWork.get().read(query.page({ ...list, withCount: false }))
  const records: readonly JsonObject[] = JSON.parse(`[${results}]`)
  return records
}
