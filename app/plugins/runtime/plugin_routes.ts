import type router from '@adonisjs/core/services/router'
import type { Plugin } from '#plugins/kit'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Handler = Parameters<typeof router.get>[1]

/** How a plugin registers routes of its own, under `/api/<id>`: each asks for a permission. */
export interface PluginRoutes {
  /**
   * @param path under the plugin's own: `/points/:id/award`
   * @param permission without which the answer is 403: `loyalty-points:award`
   */
  route(method: Method, path: string, handler: Handler, permission: string): void
}

/** One route of a plugin, as it registered it. */
export interface PluginRoute {
  readonly method: Method
  readonly path: string
  readonly handler: Handler
  readonly permission: string
}

/** The routes that a plugin registers beyond those of its resources. */
export function routesOf({ routes }: Plugin): PluginRoute[] {
  const found: PluginRoute[] = []
  routes?.({
    route(method, path, handler, permission) {
      found.push({ method, path, handler, permission })
    },
  })
  return found
}
