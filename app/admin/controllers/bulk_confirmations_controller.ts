import type { HttpContext } from '@adonisjs/core/http'
import { bulkConfirmation } from '#admin/bulk_confirmation'
import { renderPage } from '#admin/page'
import { recordPath } from '#admin/record'

/** Asks before many records are changed at once: `store` shows what is about to be done, and does nothing. */
export default class BulkConfirmationsController {
  async store(ctx: HttpContext) {
    return renderPage(ctx, 'records/confirm', await bulkConfirmation(ctx))
  }

  /** Anyone who comes back to the question is led to the list. */
  show(ctx: HttpContext) {
    ctx.session.reflash()
    ctx.response.redirect().toPath(recordPath(ctx))
  }
}
