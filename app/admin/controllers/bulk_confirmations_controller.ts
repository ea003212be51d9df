import type { HttpContext } from '@adonisjs/core/http'
import { wayToBulkAction } from '#admin/bulk_actions'
import { bulkConfirmation } from '#admin/bulk_confirmation'
import { renderPage } from '#admin/page'
import { recordPath } from '#admin/record'

/** Asks before many records are changed at once: `store` shows what is about to be done, and does nothing. */
export default class BulkConfirmationsController {
  async store(ctx: HttpContext) {
    const way = wayToBulkAction(ctx)
    if (way !== null) return ctx.response.redirect().toPath(way)
    return renderPage(ctx, 'records/confirm', await bulkConfirmation(ctx))
  }

  /** Anyone who comes back to the question is led to the list. */
  show(ctx: HttpContext) {
    ctx.session.reflash()
    ctx.response.redirect().toPath(recordPath(ctx))
  }
}
