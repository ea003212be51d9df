/*
|--------------------------------------------------------------------------
| HTTP kernel
|--------------------------------------------------------------------------
|
| The way of a request. The API knows neither cookies nor sessions, so none
| of their work is done for it: only the routes of the admin pages name the
| middleware that does it.
|
*/

import router from '@adonisjs/core/services/router'
import server from '@adonisjs/core/services/server'
import { belongsTo } from '#middleware/plugin_middleware'
import { answersFor } from '#middleware/resource_middleware'

server.errorHandler(() => import('#exceptions/handler'))

/** For every request, also for paths that do not exist. */
server.use([
  () => import('#middleware/response_headers_middleware'),
  () => import('#middleware/allowed_hosts_middleware'),
  () => import('@adonisjs/cors/cors_middleware'),
])

/** For every route. */
router.use([
  () => import('#middleware/guarded_middleware'),
  () => import('#middleware/json_body_middleware'),
  () => import('@adonisjs/core/bodyparser_middleware'),
  () => import('#middleware/initialize_auth_middleware'),
  () => import('#middleware/initialize_bouncer_middleware'),
  () => import('#middleware/refusals_middleware'),
])

/** For the routes that name them. */
export const middleware = {
  ...router.named({
    access: () => import('#middleware/access_middleware'),
    throttle: () => import('#middleware/throttle_middleware'),
    pageHeaders: () => import('#middleware/page_headers_middleware'),
    session: () => import('@adonisjs/session/session_middleware'),
    shield: () => import('@adonisjs/shield/shield_middleware'),
    upload: () => import('#middleware/upload_middleware'),
    formKey: () => import('#middleware/form_key_middleware'),
    adminResource: () => import('#middleware/admin_resource_middleware'),
  }),
  resource: answersFor,
  plugin: belongsTo,
}
