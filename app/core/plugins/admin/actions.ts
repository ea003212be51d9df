import type { JSONSchema7 } from 'json-schema'
import type { AdminAction, Plugin } from '#core/plugins/api'
import type { CommandRoute } from '#core/plugins/command_routes'
import { type RecordRoute, routesOf } from '#core/plugins/plugin_routes'

/** An action on records, with the route that does it. */
export interface RoutedAction {
  readonly plugin: Plugin
  readonly name: string
  readonly action: AdminAction
  readonly route: RecordRoute | CommandRoute
}

/** The actions that plugins have for the records of a resource, in the order in which they act. */
export function actionsFor(resource: string, plugins: readonly Plugin[]): RoutedAction[] {
  return plugins.flatMap((plugin) =>
    declaredActions(plugin)
      .filter((declared) => declared.resource === resource)
      .flatMap(({ name, action }) => {
        const route = routeFor(plugin, resource, action)
        return route ? [{ plugin, name, action, route }] : []
      })
  )
}

/** Every action that a plugin declares, whether it can be done or not. */
export function declaredActions({ admin }: Plugin) {
  const byResource: Readonly<Record<string, Readonly<Record<string, AdminAction>> | undefined>> =
    admin?.actions ?? {}
  return Object.entries(byResource).flatMap(([resource, actions = {}]) =>
    Object.entries(actions).map(([name, action]) => ({ resource, name, action }))
  )
}

/** The route of the plugin that does an action; null when it has none. */
export function routeFor(
  plugin: Plugin,
  resource: string,
  action: AdminAction
): RecordRoute | CommandRoute | null {
  const { route: path, method = 'POST' } = action
  for (const route of routesOf(plugin)) {
    if (route.of === resource && route.path === path && route.method === method) return route
  }
  return null
}

/** What an action is given, as JSON Schema; null when it is given nothing. */
export function schemaOf({ operation }: RecordRoute | CommandRoute): JSONSchema7 | null {
  return operation?.body?.describe?.() ?? null
}
