import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { cspFactory } from '@adonisjs/shield/guards'
import { contentPolicy } from '#config/shield'

const POLICY = 'Content-Security-Policy'
/* Declared to return nothing, it returns a promise. */
const sendPolicy: (ctx: HttpContext) => unknown = cspFactory(contentPolicy)

/**
 * Headers of pages, where they differ from the API's: a form must be able to
 * say which page it was on, nothing of a page may be used by another site, and
 * its scripts and styles carry a number that is drawn for this answer.
 */
export default class PageHeadersMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    await sendPageHeaders(ctx)
    return next()
  }
}

/** Also for the pages of refusals, which come from before this middleware, too. */
export async function sendPageHeaders(ctx: HttpContext): Promise<void> {
  const { response } = ctx
  /* The API's, which would win over the one that is sent past it. */
  response.removeHeader(POLICY)
  await sendPolicy(ctx)
  response.header('X-Frame-Options', 'DENY')
  response.header('Referrer-Policy', 'same-origin')
  response.header('Cross-Origin-Opener-Policy', 'same-origin')
  response.header('Cross-Origin-Resource-Policy', 'same-origin')
  response.header('Permissions-Policy', 'camera=(), geolocation=(), microphone=()')
}
