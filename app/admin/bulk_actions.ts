import type { HttpContext } from '@adonisjs/core/http'
import { recordsById } from '#admin/bulk_confirmation'
import { bulkChanges } from '#admin/bulk_changes'
import { pluralize } from '#admin/humanize'
import {
  actionBody,
  actionForm,
  actionInPath,
  offeredBulkActions,
  runAction,
} from '#admin/plugin_actions'
import { recordPath } from '#admin/record'
import { titleOf } from '#admin/values'
import { isPage } from '#core/http/pages'
import { Problem, notFound } from '#core/http/exceptions/problem'
import { forEachId } from '#core/resources/records/bulk'
import { UUID } from '#core/resources/uuid'

const MAX = 100
const MAX_NAMED = 10

/** How what a user chose in a list names an action of a plugin: `action:loyalty/give-points`. */
const CHOSEN = 'action:'

/** What can be done with many records besides deleting them, as their list offers it. */
export async function bulkChoices(ctx: HttpContext) {
  return [
    ...(await bulkChanges(ctx)).map(({ value, label }) => ({ value, label: `Set ${label}` })),
    ...offeredBulkActions(ctx).map(({ value, label }) => ({ value: `${CHOSEN}${value}`, label })),
  ]
}

/** Where the form of the action is that was chosen; null when something else was. @throws 422 without records */
export function wayToBulkAction(ctx: HttpContext): string | null {
  const { change, ids, back } = ctx.request.body()
  if (typeof change !== 'string' || !change.startsWith(CHOSEN)) return null
  const chosen = offeredBulkActions(ctx).find(({ value }) => `${CHOSEN}${value}` === change)
  if (!chosen) throw notFound('page')
  const query = new URLSearchParams({ ids: chosenIds(ids).join(',') })
  if (typeof back === 'string') query.set('back', back)
  return `${chosen.path}?${query}`
}

/** The page on which an action is done with many records. */
export async function bulkActionPage(ctx: HttpContext) {
  const routed = bulkActionInPath(ctx)
  const { ids: asked, back } = ctx.request.qs()
  const ids = chosenIds(String(asked ?? '').split(','))
  const records = await recordsById(ctx, ids)
  return {
    ...actionForm(ctx, routed),
    action: recordPath(ctx, 'actions', ctx.params.plugin, ctx.params.action),
    back: backTo(ctx, back),
    crumb: null,
    ids: records.map(({ id }) => String(id)),
    names: records.slice(0, MAX_NAMED).map(titleOf),
    more: Math.max(0, records.length - MAX_NAMED),
    absent: ids.length - records.length,
  }
}

/** Does the action of the path with each record that was chosen. */
export async function runBulkAction(ctx: HttpContext) {
  const routed = bulkActionInPath(ctx)
  const { _ids: ids, _back: back } = ctx.request.body()
  const body = actionBody(ctx, routed)
  /* What is wrong with the form is said once, before anything is done. */
  await routed.route.operation?.body?.validate(body)
  const results = await forEachId(ctx, chosenIds(ids), async (id) => {
    await runAction(ctx, routed, id, body)
    return 200
  })
  const count = results.filter(({ status }) => status < 400).length
  const of = pluralize(count, ctx.resource.singular.replaceAll('_', ' '), ctx.resource.noun)
  return {
    outcome: { message: `${routed.action.label}: ${of}.`, count, results },
    back: backTo(ctx, back),
  }
}

function bulkActionInPath(ctx: HttpContext) {
  const routed = actionInPath(ctx)
  if (!routed.action.bulk) throw notFound('page')
  return routed
}

function backTo(ctx: HttpContext, back: unknown): string {
  return typeof back === 'string' && isPage(back) ? back : recordPath(ctx)
}

/** @throws 422 for none, too many, or what is no id */
function chosenIds(given: unknown): string[] {
  const ids = [...new Set([given ?? []].flat().map(String))]
  if (ids.length > 0 && ids.length <= MAX && ids.every((id) => UUID.test(id))) return ids
  throw new Problem(422, { code: 'nothing_chosen', detail: `Choose from 1 to ${MAX} records.` })
}
