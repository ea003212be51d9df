/*
|--------------------------------------------------------------------------
| Routes of plugins
|--------------------------------------------------------------------------
|
| What is on in an organization, and what plugins bring along: their
| resources, and further routes under their names.
|
*/

import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import type { Plugin } from '#core/plugins/api'
import { installedPlugins } from '#core/plugins/installed'
import { routesOf } from '#core/plugins/plugin_routes'
import { middleware } from '#start/kernel'
import { resourceRoutes } from '#core/resources/routes'

const { access } = middleware

export function pluginsRoutes() {
  router.get('/plugins', [controllers.Plugins, 'index']).use(access('member'))
  router.get('/plugins/:plugin', [controllers.Plugins, 'show']).use(access('member'))
  router
    .route('/plugins/:plugin', ['PUT', 'PATCH'], [controllers.Plugins, 'update'])
    .use(access({ permission: 'plugins:manage' }))

  for (const plugin of installedPlugins()) {
    if (!plugin.core) routesOfPlugin(plugin)
  }
}

/** They are there only where the plugin is on. */
function routesOfPlugin(plugin: Plugin) {
  const { id, resources = [] } = plugin
  router
    .group(() => {
      for (const resource of resources) resourceRoutes(resource)
    })
    .use(middleware.plugin(id))
  router
    .group(() => {
      for (const { method, path, handler, permission } of routesOf(plugin)) {
        const name = `${method.toLowerCase()}${path.replaceAll(/[^a-z0-9]+/gi, '_')}`
        router.route(path, [method], handler).use(access({ permission })).as(name)
      }
    })
    .prefix(`/${id}`)
    .as(id)
    .use(middleware.plugin(id))
}
