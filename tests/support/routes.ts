import { isPage } from '#core/http/pages'
import type { MatrixRoute } from '#core/access/access_matrix'
import type { Resource } from '#core/resources/define_resource'
import * as application from '#core/http/routes'

/** A route as tests walk it: one entry per method. */
export interface WalkedRoute extends MatrixRoute {
  /** The plugin without which it is not there. */
  readonly pluginId: string | null
  /** What it answers for. */
  readonly resource: Resource | null
}

/** Routes that only tests have, among them one that is wrong on purpose. */
const PROBES = '/api/probes/'

/** Every route of the application, as the router knows it. */
export function allRoutes(): WalkedRoute[] {
  return application.allRoutes().filter(({ pattern }) => !pattern.startsWith(PROBES))
}

/** The same routes exist under the version's name; one of the two is enough for a walk. */
export function unversionedRoutes(): WalkedRoute[] {
  return application.unversioned(allRoutes())
}

/** The routes of the admin pages. */
export function pageRoutes(): WalkedRoute[] {
  return allRoutes().filter(({ pattern }) => isPage(pattern))
}
