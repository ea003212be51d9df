import type { ApiRoute } from '#openapi/api_routes'
import type { Operation, Operations } from '#openapi/operation'
import { accessOperations } from '#openapi/operations/access'
import { authenticationOperations } from '#openapi/operations/authentication'
import { customerOperations } from '#openapi/operations/customers'
import { descriptionOperations } from '#openapi/operations/descriptions'
import { installationOperations } from '#openapi/operations/installation'
import { leadOperations } from '#openapi/operations/leads'
import { organizationOperations } from '#openapi/operations/organizations'
import { reportOperations } from '#openapi/operations/reports'
import { salesOperations } from '#openapi/operations/sales'
import { teamOperations } from '#openapi/operations/team'
import { standardOperation } from '#openapi/standard'
import { pluginOperation } from '#openapi/plugin_operation'

/** What each route does that is not one of the standard verbs of its resource, or does more than that. */
const OWN: Operations = {
  ...accessOperations,
  ...authenticationOperations,
  ...customerOperations,
  ...descriptionOperations,
  ...installationOperations,
  ...leadOperations,
  ...organizationOperations,
  ...reportOperations,
  ...salesOperations,
  ...teamOperations,
}

/** What a route does; null where nobody has described it. */
export function operationOf(route: ApiRoute): Operation | null {
  const { name, resource } = route
  const own = OWN[name]
  if (own) return own
  const [noun, verb = ''] = name.split('.')
  const isStandard = resource && noun === resource.name.replaceAll('-', '_')
  return isStandard ? standardOperation(resource, verb) : pluginOperation(route)
}

/** The names of the routes that are described one by one. */
export const describedRoutes: readonly string[] = Object.keys(OWN)
