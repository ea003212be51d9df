import type { ApiRoute } from '#core/resources/openapi/api_routes'
import type { ApiDescription, Operation, Operations } from '#core/resources/openapi/operation'
import { ownDescription } from '#core/resources/openapi/own_description'
import { standardOperation } from '#core/resources/openapi/standard'
import { pluginOperation } from '#core/resources/openapi/plugin_operation'
import { installedPlugins, loadCode } from '#core/plugins/installed'

/** What core and all modules say of the API. */
export async function apiDescription(): Promise<Required<ApiDescription>> {
  const ofModules = await Promise.all(
    installedPlugins().map(({ describes }) => loadCode(describes))
  )
  const all = [ownDescription, ...ofModules.flatMap((description) => description ?? [])]
  return {
    operations: Object.assign({}, ...all.map(({ operations }) => operations)),
    schemas: Object.assign({}, ...all.map(({ schemas = {} }) => schemas)),
  }
}

/** What a route does; null where nobody has described it. */
export function operationOf(route: ApiRoute, operations: Operations): Operation | null {
  const { name, resource } = route
  const own = operations[name]
  if (own) return own
  const [noun, verb = ''] = name.split('.')
  const isStandard = resource && noun === resource.name.replaceAll('-', '_')
  /* A plugin may be called as a resource of its own. */
  return (isStandard ? standardOperation(resource, verb) : null) ?? pluginOperation(route)
}
