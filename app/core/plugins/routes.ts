/*
|--------------------------------------------------------------------------
| Routes of plugins
|--------------------------------------------------------------------------
|
| What is on in an organization, and what plugins bring along: their
| resources, and further routes under their names.
|
*/

import type { HttpContext, RouteGroup } from '@adonisjs/core/http'
import app from '@adonisjs/core/services/app'
import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import type { Plugin } from '#core/plugins/api'
import type { CommandRoute } from '#core/plugins/command_routes'
import type { Broken } from '#core/plugins/broken'
import { installedPlugins, missingPlugins, setMissing } from '#core/plugins/installed'
import { missingOf } from '#core/plugins/isolation/missing_by_manifest'
import { logBroken, setAside } from '#core/plugins/isolation/set_aside'
import {
  type KnownRoute,
  type RecordRoute,
  routesOf,
  takenRouteProblems,
} from '#core/plugins/plugin_routes'
import { refusalOf } from '#core/plugins/sound'
import { StartupError } from '#core/health/startup_error'
import { resources } from '#core/resources/registry'
import { middleware } from '#start/kernel'
import { resourceRoutes } from '#core/resources/routes'

const { access } = middleware

export function pluginsRoutes() {
  router.get('/plugins', [controllers.Plugins, 'index']).use(access('member'))
  router.get('/plugins/:plugin', [controllers.Plugins, 'show']).use(access('member'))
  router
    .route('/plugins/:plugin', ['PUT', 'PATCH'], [controllers.Plugins, 'update'])
    .use(access({ permission: 'plugins:manage' }))
}

/**
 * The routes of all plugins that run. One that claims a path of the application is broken.
 *
 * @param taken the routes of the application
 */
export function installedPluginRoutes(taken: RouteGroup) {
  const known = routesIn(taken)
  const found = installedPlugins().flatMap((plugin): Broken[] => {
    const reasons = plugin.core ? [] : takenRouteProblems(plugin, known)
    return reasons.length > 0 ? [{ id: plugin.id, reasons, plugin }] : []
  })
  if (found.length > 0) {
    if (app.getEnvironment() === 'test') throw refusalOf(found)
    const broken = setAside(found)
    setMissing([...missingPlugins(), ...broken.map((entry) => missingOf(entry, undefined))])
    logBroken(broken)
  }
  for (const plugin of installedPlugins()) {
    if (!plugin.core) routesOfPlugin(plugin)
  }
}

/** As the router will know them, under the prefix of the API. */
function routesIn({ routes }: Pick<RouteGroup, 'routes'>): KnownRoute[] {
  return routes.flatMap((route) => {
    if ('routes' in route) return routesIn(route)
    if (!('toJSON' in route)) return []
    const { pattern, methods } = route.toJSON()
    return [{ pattern: `/api${pattern}`, methods }]
  })
}

/** They are there only where the plugin is on. */
function routesOfPlugin(plugin: Plugin) {
  const { id, resources: own = [] } = plugin
  router
    .group(() => {
      for (const resource of own) resourceRoutes(resource)
      for (const route of routesOf(plugin)) if (route.of !== undefined) recordRoute(plugin, route)
    })
    .use(middleware.plugin(id))
  router
    .group(() => {
      for (const { of, method, path, handler, permission } of routesOf(plugin)) {
        if (of !== undefined) continue
        const name = nameOf(method, path)
        router.route(path, [method], handler).use(access({ permission })).as(name)
      }
    })
    .prefix(`/${id}`)
    .as(id)
    .use(middleware.plugin(id))
}

/** It is under a record of another resource, and so known by it, too. */
function recordRoute(plugin: Plugin, route: RecordRoute | CommandRoute) {
  const resource = resources.get(route.of)
  if (!resource) throw new StartupError(`There is no resource "${route.of}"`)
  const { method, path, permission } = route
  router
    .route(`/${route.of}/:id${path}`, [method], async (ctx: HttpContext) => {
      const { answerRecordRoute } = await import('#core/plugins/rights/record_route')
      return answerRecordRoute(ctx, plugin, route)
    })
    .use([middleware.resource(resource), access({ permission, ...parametersOf(route) })])
    .as(`${plugin.id}.${nameOf(method, `/${route.of}${path}`)}`)
}

/** Those of a write; a read refuses what it does not know itself. */
function parametersOf(route: RecordRoute | CommandRoute) {
  if (route.command !== undefined) return {}
  const { method, operation } = route
  const parameters = Object.keys(operation?.query ?? {})
  return method === 'GET' || parameters.length === 0 ? {} : { parameters }
}

function nameOf(method: string, path: string): string {
  return `${method.toLowerCase()}${path.replaceAll(/[^a-z0-9]+/gi, '_')}`
}
