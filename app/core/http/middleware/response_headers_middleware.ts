import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import app from '@adonisjs/core/services/app'

const HSTS = 'max-age=31536000; includeSubDomains'

/** Headers that every answer carries. Answers are of one caller: no one keeps them. */
export default class ResponseHeadersMiddleware {
  handle({ request, response }: HttpContext, next: NextFn) {
    response.header('X-Request-Id', request.id() ?? '')
    response.header('X-Content-Type-Options', 'nosniff')
    response.header('Referrer-Policy', 'no-referrer')
    response.header('Content-Security-Policy', `default-src 'none'; frame-ancestors 'none'`)
    response.header('Cache-Control', 'no-store')
    response.vary('Origin')
    if (app.inProduction) response.header('Strict-Transport-Security', HSTS)
    return next()
  }
}
