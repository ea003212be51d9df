import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/**
 * What a browser may do on a page: load styles, scripts and images from here,
 * and send forms back. No page has a script or a style in its text, so there is
 * no nonce to give away.
 */
const POLICY = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self'`,
  `img-src 'self'`,
  `connect-src 'self'`,
  `form-action 'self'`,
  `base-uri 'none'`,
  `frame-ancestors 'none'`,
].join('; ')

/**
 * Headers of pages, where they differ from the API's: a form must be able to
 * say which page it was on, and nothing of a page may be used by another site.
 */
export default class PageHeadersMiddleware {
  handle({ response }: HttpContext, next: NextFn) {
    sendPageHeaders(response)
    return next()
  }
}

/** Also for the pages of refusals, which come from before this middleware, too. */
export function sendPageHeaders(response: HttpContext['response']) {
  response.header('Content-Security-Policy', POLICY)
  response.header('X-Frame-Options', 'DENY')
  response.header('Referrer-Policy', 'same-origin')
  response.header('Cross-Origin-Opener-Policy', 'same-origin')
  response.header('Cross-Origin-Resource-Policy', 'same-origin')
  response.header('Permissions-Policy', 'camera=(), geolocation=(), microphone=()')
}
