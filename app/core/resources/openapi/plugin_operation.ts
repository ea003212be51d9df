import string from '@adonisjs/core/helpers/string'
import type { ApiRoute } from '#core/resources/openapi/api_routes'
import type { Operation } from '#core/resources/openapi/operation'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'
import { installedPlugin } from '#core/plugins/installed'
import { patternOf, routesOf } from '#core/plugins/plugin_routes'

/** What a route does that a plugin registered: as it says itself, or else as much as its path says. */
export function pluginOperation({ name, method, pattern, pluginId }: ApiRoute): Operation | null {
  const plugin = pluginId === null ? undefined : installedPlugin(pluginId)
  if (!plugin) return null
  const route = routesOf(plugin).find(
    (one) => one.method === method && patternOf(plugin, one) === pattern
  )
  const {
    summary = `${method} ${pattern}`,
    answers = { 200: {} },
    ...more
  } = route?.operation ?? {}
  return {
    id: string.camelCase(name),
    summary,
    answers,
    /* What it answers is not the record that it is under, unless it is a command, which plugins may take something for. */
    ...(route?.of !== undefined &&
      (route.command === undefined ? { headers: [] } : { body: emptyBodyValidator })),
    ...more,
  }
}
