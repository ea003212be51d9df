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

/**
 * Answers a route of a plugin under a record: the record is there for the caller, and nobody else
 * writes it meanwhile, before anything of the plugin runs.
 */
export async function answerRecordRoute(
  ctx: HttpContext,
  plugin: Plugin,
  route: RecordRoute
): Promise<void> {
  const { operation, method, handler } = route
  const isRead = method === 'GET'
  const parameters = ctx.request.qs()
  if (isRead) refuseParameters(parameters, Object.keys(operation?.query ?? {}))
  if (!isRead) await lockReadable(ctx)
  const record = await readable(ctx)
  const reading = operation?.body ?? emptyBodyValidator
  const body = isRead ? {} : await reading.validate(ctx.request.body())
  const { id, ...params } = ctx.params
  const context = {
    ...contextOf(ctx.plugins, plugin),
    ...{ id, record, body, params, parameters },
  }
  const answer = await withErrorBoundary(plugin, `${method} ${patternOf(plugin, route)}`, () =>
    actAs(null, () => handler(context))
  )
  if (answer === undefined || answer === null) {
    ctx.response.noContent()
    return
  }
  ctx.response.status(Number(Object.keys(operation?.answers ?? {})[0] ?? 200)).send(answer)
}

/** @throws 403 without the permission to read such records, 404 for one that is not there, 412 for another version */
async function lockReadable(ctx: HttpContext): Promise<void> {
  await mayRead(ctx)
  const record = await lock(ctx, ctx.params.id)
  ensureVersion(ctx, Number(record.$attributes.version))
}

async function readable(ctx: HttpContext): Promise<Json> {
  await mayRead(ctx)
  const query = queryFor(ctx)
  const fields = visibleFieldsOf(ctx.resource.detail, query.visible)
  return readJson((await UnitOfWork.get().read(query.detail(ctx.params.id, fields))).body)
}

/** The plugin of the resource has to be on, too. */
async function mayRead({ identity: caller, plugins, resource }: HttpContext): Promise<void> {
  const permission = isOpen(resource) ? undefined : resource.permission('read')
  const pluginId = ownerOf(resource)?.id
  await passSteps('plugin', 'permission', { caller, plugins, pluginId, permission })
}
