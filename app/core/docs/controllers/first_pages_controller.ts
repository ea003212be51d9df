import type { HttpContext } from '@adonisjs/core/http'
import { sendDocs } from '#core/docs/page'

/** Where a person who opens the address of the installation finds what there is. */
export default class FirstPagesController {
  show(ctx: HttpContext) {
    return sendDocs(ctx, 'first_page')
  }
}
