import type { AccessRule } from '#core/access/access_rule'
import { type Route, allRoutes, unversioned } from '#core/http/routes'

/** One method of one path of the API. */
export interface ApiRoute extends Route {
  readonly accessRule: AccessRule
}

/** All of them, once: they exist under the version's name, too. */
export function apiRoutes(): ApiRoute[] {
  return unversioned(allRoutes()).flatMap((route) => {
    const { pattern, accessRule } = route
    return accessRule && /^\/api(\/|$)/.test(pattern) ? [{ ...route, accessRule }] : []
  })
}
