import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { isPage } from '#core/http/pages'
import { bodies } from '#config/clients'
import { Problem } from '#core/http/exceptions/problem'
import { acceptsFile } from '#core/access/access_rule'
import { accessRuleOf } from '#core/access/route_access_rule'
import { requestTimeout, watchBody } from '#core/http/body_pace'
import { readJsonBody } from '#core/http/json_body'

const JSON_TYPE = /^application\/(json|merge-patch\+json)\s*(;|$)/i
const FORM_TYPE = /^application\/x-www-form-urlencoded\s*(;|$)/i

const READS = new Set(['GET', 'HEAD'])

type Route = NonNullable<HttpContext['route']>

/**
 * Reads bodies of JSON, and refuses others, which would otherwise be read as
 * nothing. Pages send forms, and nothing else, which the framework reads; a
 * route that takes a file looks at its body itself, once it has let the caller
 * in.
 */
export default class JsonBodyMiddleware {
  async handle({ request, route }: HttpContext, next: NextFn) {
    if (!carriesBody(request.headers())) return next()
    const type = request.header('content-type', '') ?? ''
    const page = takesForms(route)
    if (!page && JSON_TYPE.test(type)) {
      if (!READS.has(request.method())) request.updateBody(await readJsonBody(request.request))
    } else if (page && FORM_TYPE.test(type)) {
      hurry(request.request)
    } else if (!(route && acceptsFile(accessRuleOf(route)))) {
      throw new Problem(415, {
        code: 'unsupported_media_type',
        detail: page ? 'Send a form.' : 'Send application/json.',
      })
    }
    return next()
  }
}

const formRoutes = new WeakMap<Route, boolean>()

/** Whether a route is a page's. */
function takesForms(route: Route | undefined): boolean {
  if (!route) return false
  const known = formRoutes.get(route)
  if (known !== undefined) return known
  const answer = isPage(route.pattern)
  formRoutes.set(route, answer)
  return answer
}

/** Forms are read by the framework, to which a body that comes too slowly is one that fails. */
function hurry(request: IncomingMessage) {
  watchBody(request, bodies, () => {
    if (request.listenerCount('error') > 0) request.emit('error', requestTimeout())
  })
}

/** RFC 9112, 6: a length above nothing, or a transfer coding. */
function carriesBody(headers: IncomingHttpHeaders): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}
