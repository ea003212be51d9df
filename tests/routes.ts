import router from '@adonisjs/core/services/router'
import type { Requirement } from '#middleware/access_middleware'
import { requirementOf } from '#policies/route_requirement'

/** A route as tests walk it: one entry per method. */
export interface WalkedRoute {
  readonly method: string
  /** `/api/roles/:id` */
  readonly pattern: string
  readonly requirement: Requirement | null
}

/** Routes that only tests have, among them one that is wrong on purpose. */
const PROBES = '/api/probes/'

/** Every route of the application, as the router knows it. */
export function allRoutes(): WalkedRoute[] {
  return Object.values(router.toJSON())
    .flat()
    .filter(({ pattern }) => !pattern.startsWith(PROBES))
    .flatMap((route) =>
      route.methods
        .filter((method) => method !== 'HEAD')
        .map((method) => ({
          method,
          pattern: route.pattern,
          requirement: requirementOf(route),
        }))
    )
}

/** The same routes exist under the version's name; one of the two is enough for a walk. */
export function unversionedRoutes(): WalkedRoute[] {
  return allRoutes().filter(({ pattern }) => !pattern.startsWith('/api/v1'))
}
