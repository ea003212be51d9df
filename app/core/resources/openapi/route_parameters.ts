import { isPublicRule } from '#core/access/access_rule'
import type { HttpContext } from '@adonisjs/core/http'
import { type ApiRoute, apiRoutes } from '#core/resources/openapi/api_routes'
import { apiDescription, operationOf } from '#core/resources/openapi/operations'
import type { Operation } from '#core/resources/openapi/operation'
import { filterParameters } from '#core/resources/openapi/filter_parameters'
import { type Parameter, isFiltered, queryParameters } from '#core/resources/openapi/parameters'
import { visibleFields } from '#core/resources/query/visible_fields'
import { type Reader, readerForCaller } from '#core/resources/openapi/reader'

let routes: ReadonlyMap<string, ApiRoute> | undefined

/**
 * What may stand in the query string of the request's route, as far as it exists for its caller:
 * filters by their fields alone. Null where the route is described by nothing.
 */
export async function parametersOf(ctx: HttpContext): Promise<string[] | null> {
  routes ??= new Map(apiRoutes().map((route) => [`${route.method} ${route.pattern}`, route]))
  const pattern = ctx.route?.pattern.replace(/^\/api\/v1(?=\/|$)/, '/api') ?? ''
  const method = ctx.request.method() === 'HEAD' ? 'GET' : ctx.request.method()
  const route = routes.get(`${method} ${pattern}`)
  const { operations } = await apiDescription()
  const operation = route && operationOf(route, operations)
  if (!operation) return null
  const isPublic = isPublicRule(route.accessRule)
  const parameters = isPublic
    ? queryParameters(operation, null, new Set())
    : parametersFor(readerOf(ctx, route), route, operation)
  const names = parameters.map(({ name }) => name.replace(/\[\w+\]$/, ''))
  return [...new Set([...names, ...(isPublic ? [] : ['organization'])])]
}

/** Work on the account of a caller is in no organization, where plugins would be on. */
function readerOf(ctx: HttpContext, { accessRule }: ApiRoute): Reader {
  if (accessRule !== 'account' && accessRule !== 'session') return readerForCaller(ctx)
  return {
    plugins: [],
    see: (resource) => resource,
    visible: (resource) => visibleFields(resource, ctx.identity),
    reaches: () => true,
  }
}

function parametersFor(reader: Reader, { resource }: ApiRoute, operation: Operation): Parameter[] {
  const seen = resource && reader.see(resource)
  if (!seen) return queryParameters(operation, null, new Set())
  const visible = reader.visible(seen)
  return [
    ...queryParameters(operation, seen, visible),
    ...(isFiltered(operation) ? filterParameters(seen, visible) : []),
  ]
}
