import type { ApiRoute } from '#core/resources/openapi/api_routes'
import type { Operation, Operations } from '#core/resources/openapi/operation'
import { accessOperations } from '#plugins/access/operations'
import { authenticationOperations } from '#plugins/identity/operations'
import { customerOperations } from '#plugins/customers/operations'
import { descriptionOperations } from '#core/resources/openapi/operations/descriptions'
import { installationOperations } from '#core/resources/openapi/operations/installation'
import { leadOperations } from '#plugins/leads/operations'
import { organizationOperations } from '#plugins/identity/organization_operations'
import { reportOperations } from '#plugins/reports/operations'
import { salesOperations } from '#plugins/deals/operations'
import { teamOperations } from '#plugins/employees/operations'
import { standardOperation } from '#core/resources/openapi/standard'
import { pluginOperation } from '#core/resources/openapi/plugin_operation'

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
