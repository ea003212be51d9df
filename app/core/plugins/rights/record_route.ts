import type { HttpContext } from '@adonisjs/core/http'
import { isOpen, passSteps } from '#core/access/access_steps'
import { type Reply, answerAction, ensureVersion } from '#core/http/answer'
import type { CommandRoute } from '#core/plugins/command_routes'
import { FileAnswer, PageAnswer } from '#core/plugins/answers'
import type { Json, Plugin } from '#core/plugins/api'
import { withErrorBoundary } from '#core/plugins/error_boundary'
import { ownerOf } from '#core/plugins/installed'
import { type RecordRoute, patternOf } from '#core/plugins/plugin_routes'
import { runCommand } from '#core/plugins/rights/command_route'
import { sendFile, sendPage } from '#core/plugins/rights/file_answers'
import { contextOf } from '#core/plugins/plugin_set'
import { actAs } from '#core/plugins/rights/acting'
import { readJson } from '#core/plugins/rights/read_json'
import { refuseParameters } from '#core/resources/query/list_request'
import { queryFor } from '#core/resources/query/record_query'
import { visibleFieldsOf } from '#core/resources/query/visible_fields'
import { lock } from '#core/resources/records/record'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'
import { UnitOfWork } from '#core/database/unit_of_work'

/** What a route of a plugin under a record is asked. */
export interface RecordRequest {
  readonly id: string
  readonly body: unknown
  readonly params: Readonly<Record<string, string>>
  readonly parameters: Readonly<Record<string, unknown>>
  /** Refuses a version of the record that is not the one that was seen. */
  readonly ensureSeen?: (version: number) => void
}

/** Answers a route of a plugin under a record. */
export async function answerRecordRoute(
  ctx: HttpContext,
  plugin: Plugin,
  route: RecordRoute | CommandRoute
): Promise<Reply | undefined> {
  const parameters = ctx.request.qs()
  const { id, ...params } = ctx.params
  const body = ctx.request.body()
  const ensureSeen = (version: number) => ensureVersion(ctx, version)
  const asked = { id, body, params, parameters, ensureSeen }
  if (route.command !== undefined) {
    const once = await runCommand(ctx, plugin, route, asked)
    return answerAction(ctx, route.operation.done, id, {}, once)
  }
  const { operation, method } = route
  if (method === 'GET') refuseParameters(parameters, Object.keys(operation?.query ?? {}))
  ctx.response.status(Number(Object.keys(operation?.answers ?? {})[0] ?? 200))
  await sendAnswer(ctx, plugin, route, await runRecordRoute(ctx, plugin, route, asked))
}

/**
 * Sends what a route answers: JSON, and of a read also a page, or a file, which is made once the
 * transaction is over.
 */
export async function sendAnswer(
  ctx: HttpContext,
  plugin: Plugin,
  route: RecordRoute,
  answer: Answer
): Promise<void> {
  const isRead = route.method === 'GET'
  const part = `${route.method} ${patternOf(plugin, route)}`
  if (answer instanceof FileAnswer || answer instanceof PageAnswer) {
    await withErrorBoundary(plugin, part, () => {
      if (!isRead) throw new Error('Only a GET answers a file or a page')
      return answer instanceof PageAnswer ? sendPage(ctx, answer) : sendFile(ctx, answer)
    })
  } else if (answer === undefined || answer === null) ctx.response.noContent()
  else ctx.response.send(answer)
}

type Answer = Awaited<ReturnType<RecordRoute['handler']>>

/**
 * Runs a route of a plugin under a record of the context's resource: the record is there for the
 * caller, and nobody else writes it meanwhile, before anything of the plugin runs. Its permission
 * has been asked already.
 *
 * @returns what the handler answers
 * @throws 403 without the permission to read such records, 404 for one that is not there, 412 for
 * another version, 422 for a body that the route does not read
 */
export async function runRecordRoute(
  ctx: HttpContext,
  plugin: Plugin,
  route: RecordRoute,
  { id, body: given, params, parameters, ensureSeen }: RecordRequest
) {
  const { operation, method, handler } = route
  const isRead = method === 'GET'
  await mayRead(ctx)
  /* What has no model is written by no one but the system. */
  if (!isRead && ctx.resource.model) {
    const locked = await lock(ctx, id)
    ensureSeen?.(Number(locked.$attributes.version))
  }
  const record = await readable(ctx, id)
  const reading = operation?.body ?? emptyBodyValidator
  const body = isRead ? {} : await reading.validate(given)
  const context = { ...contextOf(ctx.plugins, plugin), id, record, body, params, parameters }
  return withErrorBoundary(plugin, `${method} ${patternOf(plugin, route)}`, () =>
    actAs(null, () => handler(context))
  )
}

async function readable(ctx: HttpContext, id: string): Promise<Json> {
  const query = queryFor(ctx)
  const fields = visibleFieldsOf(ctx.resource.detail, query.visible)
  return readJson((await UnitOfWork.get().read(query.detail(id, fields))).body)
}

/** The plugin of the resource has to be on, too. @throws 403 */
async function mayRead({ identity: caller, plugins, resource }: HttpContext): Promise<void> {
  const permission = isOpen(resource) ? undefined : resource.permission('read')
  const pluginId = ownerOf(resource)?.id
  await passSteps('plugin', 'permission', { caller, plugins, pluginId, permission })
}
