import type router from '@adonisjs/core/services/router'
import type { Operation } from '#core/resources/openapi/operation'
import type { Plugin } from '#core/plugins/api'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Handler = Parameters<typeof router.get>[1]

/** How a plugin registers routes of its own, under `/api/<id>`: each asks for a permission. */
export interface PluginRoutes {
  /**
   * @param path under the plugin's own: `/points/:id/award`
   * @param permission without which the answer is 403: `loyalty-points:award`
   * @param operation what the description of the API says of it: its summary, its
   * body, and what it answers
   */
  route(
    method: Method,
    path: string,
    handler: Handler,
    permission: string,
    operation?: RouteDescription
  ): void
}

/** What a route does, as far as the description of the API cannot know it from the route. */
export type RouteDescription = Pick<Operation, 'summary' | 'answers'> &
  Partial<Pick<Operation, 'description' | 'body' | 'query'>>

/** One route of a plugin, as it registered it. */
export interface PluginRoute {
  readonly method: Method
  readonly path: string
  readonly handler: Handler
  readonly permission: string
  readonly operation?: RouteDescription | undefined
}

/** The routes that a plugin registers beyond those of its resources. */
export function routesOf({ routes }: Plugin): PluginRoute[] {
  const found: PluginRoute[] = []
  routes?.({
    route(method, path, handler, permission, operation) {
      found.push({ method, path, handler, permission, operation })
    },
  })
  return found
}
