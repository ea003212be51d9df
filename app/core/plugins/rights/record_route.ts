import type { HttpContext } from '@adonisjs/core/http'
import { isOpen, passSteps } from '#core/access/access_steps'
import { ensureVersion } from '#core/http/answer'
import type { Json, Plugin } from '#core/plugins/api'
import { withErrorBoundary } from '#core/plugins/error_boundary'
import { ownerOf } from '#core/plugins/installed'
import { type RecordRoute, patternOf } from '#core/plugins/plugin_routes'
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
  route: RecordRoute
): Promise<void> {
  const { operation, method } = route
  const parameters = ctx.request.qs()
  if (method === 'GET') refuseParameters(parameters, Object.keys(operation?.query ?? {}))
  const { id, ...params } = ctx.params
  const body = ctx.request.body()
  const ensureSeen = (version: number) => ensureVersion(ctx, version)
  const asked = { id, body, params, parameters, ensureSeen }
  const answer = await runRecordRoute(ctx, plugin, route, asked)
  if (answer === undefined || answer === null) {
    ctx.response.noContent()
    return
  }
  ctx.response.status(Number(Object.keys(operation?.answers ?? {})[0] ?? 200)).send(answer)
}

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
  if (!isRead) {
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
