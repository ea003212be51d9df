import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** Leads a person who opens the entrance of the API in a browser to its description. */
export default class BrowserMiddleware {
  handle({ request, response }: HttpContext, next: NextFn) {
    response.vary('Accept')
    if (request.accepts(['json', 'html']) !== 'html') return next()
    response.redirect('/docs')
  }
}
