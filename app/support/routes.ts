import router from '@adonisjs/core/services/router'
import { isPage } from '#admin/path'
import type { MatrixRoute } from '#policies/access_matrix'
import { requirementOf } from '#policies/route_requirement'

/** Every route of the application, one entry per method. */
export function allRoutes(): MatrixRoute[] {
  return Object.values(router.toJSON())
    .flat()
    .flatMap((route) =>
      route.methods
        .filter((method) => method !== 'HEAD')
        .map((method) => ({ method, pattern: route.pattern, requirement: requirementOf(route) }))
    )
}

/**
 * The routes of the API. The same ones exist under the version's name; one of
 * the two is enough. The admin pages are another login's.
 */
export function unversioned(routes: readonly MatrixRoute[]): MatrixRoute[] {
  return routes.filter(({ pattern }) => !pattern.startsWith('/api/v1') && !isPage(pattern))
}
