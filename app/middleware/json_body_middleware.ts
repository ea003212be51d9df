import type { IncomingHttpHeaders } from 'node:http'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Problem } from '#exceptions/problem'

const JSON_TYPE = /^application\/(json|merge-patch\+json)\s*(;|$)/i

/** Refuses bodies that are not JSON, which would otherwise be read as nothing. */
export default class JsonBodyMiddleware {
  handle({ request }: HttpContext, next: NextFn) {
    if (
      carriesBody(request.headers()) &&
      !JSON_TYPE.test(request.header('content-type', '') ?? '')
    ) {
      throw new Problem(415, {
        code: 'unsupported_media_type',
        detail: 'Send application/json.',
      })
    }
    return next()
  }
}

/** RFC 9112, 6: a length above nothing, or a transfer coding. */
function carriesBody(headers: IncomingHttpHeaders): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}
