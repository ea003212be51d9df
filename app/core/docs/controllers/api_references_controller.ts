import type { HttpContext } from '@adonisjs/core/http'
import { sendDocs } from '#core/docs/page'

/** The description of the API, to read and to try. */
export default class ApiReferencesController {
  show(ctx: HttpContext) {
    return sendDocs(ctx, 'reference')
  }
}
