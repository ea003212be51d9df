import type { HttpContext } from '@adonisjs/core/http'
import router from '@adonisjs/core/services/router'
import { appUrl } from '#config/app'
import { refuseParameters } from '#core/resources/query/list_request'

const SHOWN = /^\/(?:[a-z-]+|auth\/[a-z-]+|analytics\/[a-z_]+|users\/me)$/

/** Where everything is: the table of contents of the API, made from its routes. */
export default class ApiIndexesController {
  async show({ request, response }: HttpContext) {
    refuseParameters(request.qs())
    const base = request.url().replace(/\/+$/, '')
    const paths = Object.values(router.toJSON())
      .flat()
      .filter(({ pattern }) => pattern.startsWith(`${base}/`))
      .map(({ pattern }) => pattern.slice(base.length))
      .filter((path) => SHOWN.test(path) && path !== '/v1')
      .sort()
    response.send(
      Object.fromEntries(paths.map((path) => [path.slice(1), `${appUrl}${base}${path}/`]))
    )
  }
}
