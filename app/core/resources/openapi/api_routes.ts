import type { AccessRule } from '#core/access/requirement'
import { type Route, allRoutes, unversioned } from '#core/http/routes'

/** One method of one path of the API. */
export interface ApiRoute extends Route {
  readonly requirement: AccessRule
}

/** All of them, once: they exist under the version's name, too. */
export function apiRoutes(): ApiRoute[] {
  return unversioned(allRoutes()).flatMap((route) => {
    const { pattern, requirement } = route
    return requirement && /^\/api(\/|$)/.test(pattern) ? [{ ...route, requirement }] : []
  })
}
