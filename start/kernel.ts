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
import { adminPages } from '#admin/pages'
import { providePages } from '#core/http/pages'
import { bindPlugin } from '#core/http/middleware/plugin_middleware'
import { bindResource } from '#core/http/middleware/resource_middleware'

providePages(adminPages)

server.errorHandler(() => import('#core/http/exceptions/handler'))

/** For every request, also for paths that do not exist. */
server.use([
  () => import('#core/http/middleware/response_headers_middleware'),
  () => import('#core/http/middleware/allowed_hosts_middleware'),
  () => import('@adonisjs/cors/cors_middleware'),
])

/** For every route. */
router.use([
  () => import('#core/http/middleware/require_access_rule_middleware'),
  () => import('#core/http/middleware/json_body_middleware'),
  () => import('@adonisjs/core/bodyparser_middleware'),
])

/** For the routes that name them. */
export const middleware = {
  ...router.named({
    access: () => import('#core/http/middleware/access_middleware'),
    throttle: () => import('#core/http/middleware/throttle_middleware'),
    browser: () => import('#core/http/middleware/browser_middleware'),
    pageHeaders: () => import('#admin/middleware/page_headers_middleware'),
    session: () => import('@adonisjs/session/session_middleware'),
    shield: () => import('@adonisjs/shield/shield_middleware'),
    upload: () => import('#admin/middleware/upload_middleware'),
    formKey: () => import('#admin/middleware/form_key_middleware'),
    adminResource: () => import('#admin/middleware/admin_resource_middleware'),
  }),
  resource: bindResource,
  plugin: bindPlugin,
}
