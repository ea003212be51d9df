import type { HttpContext } from '@adonisjs/core/http'
import { ensureSubmit, maySubmit } from '#admin/capabilities'
import { describedBody, describedInputs } from '#admin/described_form'
import { recordPath } from '#admin/record'
import { refusedOf } from '#admin/record_form'
import type { JsonObject } from '#admin/values'
import { notFound } from '#core/http/exceptions/problem'
import { type RoutedAction, actionsFor, schemaOf } from '#core/plugins/admin/actions'
import type { ShownOnce } from '#core/http/answer'
import { runCommand } from '#core/plugins/rights/command_route'
import { runRecordRoute, sendAnswer } from '#core/plugins/rights/record_route'

/** An action as the page of a record offers it. */
export interface OfferedAction {
  readonly plugin: string
  readonly label: string
  readonly path: string
  /** Whether it has a page of its own, where it is told what it is given. */
  readonly hasForm: boolean
  /** Whether it shows a page, or brings a file, and changes nothing. */
  readonly isLink: boolean
  /** A sentence that is read before. */
  readonly confirm: string | null
}

/** What plugins that are on offer to do with the record of the page, as far as the viewer may. */
export function offeredActions(ctx: HttpContext, record: JsonObject): OfferedAction[] {
  return allowedActions(ctx)
    .filter((routed) => isShown(ctx, routed, record))
    .map(({ plugin, name, action, route }) => ({
      plugin: plugin.id,
      label: action.label,
      path: recordPath(ctx, ctx.params.id, 'actions', plugin.id, name),
      hasForm: !isLink(route) && schemaOf(route) !== null,
      isLink: isLink(route),
      confirm: action.confirm ?? null,
    }))
}

/** What they offer to do with many records that are chosen in their list. */
export function offeredBulkActions(ctx: HttpContext) {
  return allowedActions(ctx)
    .filter(({ action }) => action.bulk)
    .map(({ plugin, name, action }) => ({
      value: `${plugin.id}/${name}`,
      label: action.label,
      path: recordPath(ctx, 'actions', plugin.id, name),
    }))
}

/**
 * The action that the path names.
 *
 * @throws 404 when the plugin is off or has none of this name, 403 for a user who may not do it
 */
export function actionInPath(ctx: HttpContext): RoutedAction {
  const { action: name, plugin: id } = ctx.params
  const found = actionsFor(ctx.resource.name, ctx.plugins.plugins).find(
    (routed) => routed.plugin.id === id && routed.name === name
  )
  if (!found) throw notFound('page')
  ensureSubmit(ctx, ctx.resource, found.route.permission)
  return found
}

/** The form of an action, with what was typed into it when it was refused. */
export function actionForm(ctx: HttpContext, { action, route }: RoutedAction) {
  const schema = schemaOf(route)
  return {
    title: action.label,
    label: action.label,
    confirm: action.confirm ?? null,
    inputs: schema === null ? [] : describedInputs(schema, null, refusedOf(ctx)),
    resource: ctx.resource,
  }
}

/** What the form of an action says, as its route is given it. */
export function actionBody(ctx: HttpContext, { route }: RoutedAction): Record<string, unknown> {
  const schema = schemaOf(route)
  return schema === null ? {} : describedBody(schema, ctx.request.body(), true)
}

/** Does an action with a record, as the API does. @returns what is said of it this once. @throws what the API would answer */
export async function runAction(
  ctx: HttpContext,
  { plugin, route }: RoutedAction,
  id: string,
  body: Readonly<Record<string, unknown>>
): Promise<ShownOnce> {
  const asked = { id, body, params: {}, parameters: {} }
  if (route.command !== undefined) return runCommand(ctx, plugin, route, asked)
  await runRecordRoute(ctx, plugin, route, asked)
  return {}
}

/** Whether an action only reads: what its route answers is the page, or the file. */
export function isLink({ method }: RoutedAction['route']): boolean {
  return method === 'GET'
}

/** Answers what a link leads to, as the API does. @throws what the API would answer */
export async function followLink(ctx: HttpContext, { plugin, route }: RoutedAction): Promise<void> {
  if (route.command !== undefined) throw new Error('A command is no link')
  const asked = { id: ctx.params.id, body: {}, params: {}, parameters: {} }
  await sendAnswer(ctx, plugin, route, await runRecordRoute(ctx, plugin, route, asked))
}

/** What is said when it is done. */
export function doneWith({ action }: RoutedAction): string {
  return action.done ?? `Done: ${action.label}.`
}

function allowedActions(ctx: HttpContext): RoutedAction[] {
  return actionsFor(ctx.resource.name, ctx.plugins.plugins).filter(({ route }) =>
    maySubmit(ctx, ctx.resource, route.permission)
  )
}

/** One that cannot say whether it fits is not offered. */
function isShown(ctx: HttpContext, { plugin, name, action }: RoutedAction, record: JsonObject) {
  try {
    return action.isShown?.(record) ?? true
  } catch (error) {
    ctx.logger.error(
      { err: error, plugin: plugin.id, action: name },
      'An action failed to say where it fits'
    )
    return false
  }
}
