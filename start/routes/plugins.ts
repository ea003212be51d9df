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
import { installedPlugins } from '#plugins/runtime/installed'
import { registerPluginRoutes } from '#plugins/runtime/plugin_routes'
import { middleware } from '#start/kernel'
import { resourceRoutes } from '#start/routes/resource'

const { access } = middleware

export function pluginsRoutes() {
  router.get('/plugins', [controllers.Plugins, 'index']).use(access('member')).as('plugins.index')
  router
    .get('/plugins/:plugin', [controllers.Plugins, 'show'])
    .use(access('member'))
    .as('plugins.show')
  router
    .route('/plugins/:plugin', ['PUT', 'PATCH'], [controllers.Plugins, 'update'])
    .use(access({ permission: 'plugins:manage' }))
    .as('plugins.update')

  for (const { id, core, resources = [], routes } of installedPlugins()) {
    if (core) continue
    router
      .group(() => {
        for (const resource of resources) resourceRoutes(resource)
      })
      .use(middleware.plugin(id))
    if (routes) registerPluginRoutes(id, routes)
  }
}
