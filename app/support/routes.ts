import router from '@adonisjs/core/services/router'
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

/** The same routes exist under the version's name; one of the two is enough. */
export function unversioned(routes: readonly MatrixRoute[]): MatrixRoute[] {
  return routes.filter(({ pattern }) => !pattern.startsWith('/api/v1'))
}
