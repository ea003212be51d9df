import router from '@adonisjs/core/services/router'
import { pluginOfRoute } from '#middleware/plugin_middleware'
import { resourceOfRoute } from '#middleware/resource_middleware'
import type { Requirement } from '#policies/requirement'
import { requirementOf } from '#policies/route_requirement'
import type { Resource } from '#resources/define_resource'

/** One method of one path of the API, and what its route says of it. */
export interface ApiRoute {
  readonly name: string
  readonly method: string
  /** `/api/customers/:id` */
  readonly pattern: string
  readonly requirement: Requirement
  readonly resource: Resource | null
  /** The plugin without which it is not there. */
  readonly pluginId: string | null
  /** Whether it is the PUT of what is changed by PATCH, too. */
  readonly isSecondName: boolean
}

/** All of them, once: they exist under the version's name, too. */
export function apiRoutes(): ApiRoute[] {
  return Object.values(router.toJSON())
    .flat()
    .filter(({ pattern }) => /^\/api(?!\/v1(\/|$))/.test(pattern))
    .flatMap((route) => {
      const requirement = requirementOf(route)
      if (!requirement) return []
      const stack = [...route.middleware.all()]
      const { pattern, name = pattern } = route
      return route.methods
        .filter((method) => method !== 'HEAD')
        .map((method) => ({
          name,
          method,
          pattern,
          requirement,
          resource: resourceOfRoute(stack),
          pluginId: pluginOfRoute(stack),
          isSecondName: method === 'PUT' && route.methods.includes('PATCH'),
        }))
    })
}
