import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

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

/** The routes of one plugin, which are there only where it is on. */
export function registerPluginRoutes(id: string, routes: (routes: PluginRoutes) => void): void {
  router
    .group(() => {
      routes({
        route(method, path, handler, permission) {
          const name = `${method.toLowerCase()}${path.replaceAll(/[^a-z0-9]+/gi, '_')}`
          router.route(path, [method], handler).use(middleware.access({ permission })).as(name)
        },
      })
    })
    .prefix(`/${id}`)
    .as(id)
    .use(middleware.plugin(id))
}
