import router from '@adonisjs/core/services/router'
import { isPage } from '#core/http/pages'
import { pluginOfRoute } from '#core/http/middleware/plugin_middleware'
import { resourceOfRoute } from '#core/http/middleware/resource_middleware'
import type { MatrixRoute } from '#core/access/access_matrix'
import { accessRuleOf } from '#core/access/route_access_rule'
import type { Resource } from '#core/resources/define_resource'

/** One method of one path, and what its route says of it. */
export interface Route extends MatrixRoute {
  /** Its pattern, where it has none. */
  readonly name: string
  readonly resource: Resource | null
  /** The plugin without which it is not there. */
  readonly pluginId: string | null
  /** Whether it is the PUT of what is changed by PATCH, too. */
  readonly isSecondName: boolean
}

/** Every route of the application, one entry per method. */
export function allRoutes(): Route[] {
  return Object.values(router.toJSON())
    .flat()
    .flatMap((route) => {
      const { pattern, name = pattern, methods } = route
      const stack = [...route.middleware.all()]
      return methods
        .filter((method) => method !== 'HEAD')
        .map((method) => ({
          name,
          method,
          pattern,
          accessRule: accessRuleOf(route),
          resource: resourceOfRoute(stack),
          pluginId: pluginOfRoute(stack),
          isSecondName: method === 'PUT' && methods.includes('PATCH'),
        }))
    })
}

/**
 * The routes of the API. The same ones exist under the version's name; one of
 * the two is enough. The admin pages are another login's.
 */
export function unversioned<R extends MatrixRoute>(routes: readonly R[]): R[] {
  return routes.filter(({ pattern }) => !pattern.startsWith('/api/v1') && !isPage(pattern))
}
