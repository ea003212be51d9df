import type { IncomingHttpHeaders } from 'node:http'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { isPage } from '#admin/path'
import { Problem } from '#exceptions/problem'
import { takesFile } from '#middleware/access_middleware'
import { requirementOf } from '#policies/route_requirement'

const JSON_TYPE = /^application\/(json|merge-patch\+json)\s*(;|$)/i
const FORM_TYPE = /^application\/x-www-form-urlencoded\s*(;|$)/i

/**
 * Refuses bodies that are not JSON, which would otherwise be read as nothing.
 * Pages send forms, and nothing else; a route that takes a file looks at its
 * body itself, once it has let the caller in.
 */
export default class JsonBodyMiddleware {
  handle({ request, route }: HttpContext, next: NextFn) {
    const page = isPage(request.url())
    const expected = page ? FORM_TYPE : JSON_TYPE
    if (
      carriesBody(request.headers()) &&
      !expected.test(request.header('content-type', '') ?? '') &&
      !(route && takesFile(requirementOf(route)))
    ) {
      throw new Problem(415, {
        code: 'unsupported_media_type',
        detail: page ? 'Send a form.' : 'Send application/json.',
      })
    }
    return next()
  }
}

/** RFC 9112, 6: a length above nothing, or a transfer coding. */
function carriesBody(headers: IncomingHttpHeaders): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}
