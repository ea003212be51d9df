import type { HttpContext } from '@adonisjs/core/http'
import router from '@adonisjs/core/services/router'
import { appUrl } from '#config/app'
import { concernOf } from '#core/access/access_rule'
import { organizationOf } from '#core/access/caller'
import { pluginOfRoute } from '#core/http/middleware/plugin_middleware'
import { pluginsIn } from '#core/plugins/plugin_set'
import { refuseParameters } from '#core/resources/query/list_request'

const SHOWN = /^\/(?:[a-z-]+|auth\/[a-z-]+|analytics\/[a-z_]+|users\/me)$/

/**
 * Where everything is: the table of contents of the API, made from its routes, without those of
 * plugins that are off in the caller's organization.
 */
export default class ApiIndexesController {
  async show(ctx: HttpContext) {
    const { identity, request, response } = ctx
    refuseParameters(request.qs())
    const { named } = concernOf(ctx, 'member')
    const plugins = await pluginsIn(await organizationOf(identity, named))
    const base = request.url().replace(/\/+$/, '')
    const paths = Object.values(router.toJSON())
      .flat()
      .filter(({ pattern }) => pattern.startsWith(`${base}/`))
      .filter(({ middleware }) => {
        const plugin = pluginOfRoute([...middleware.all()])
        return plugin === null || plugins.has(plugin)
      })
      .map(({ pattern }) => pattern.slice(base.length))
      .filter((path) => SHOWN.test(path) && path !== '/v1')
      .sort()
    response.send(
      Object.fromEntries(paths.map((path) => [path.slice(1), `${appUrl}${base}${path}/`]))
    )
  }
}
