import type { HttpContext } from '@adonisjs/core/http'
import { answerBulk } from '#admin/bulk_answer'
import { bulkActionPage, runBulkAction } from '#admin/bulk_actions'
import { renderPage } from '#admin/page'

/** What a plugin does with records that were chosen in their list. */
export default class BulkRecordActionsController {
  async create(ctx: HttpContext) {
    return renderPage(ctx, 'records/action', await bulkActionPage(ctx))
  }

  async store(ctx: HttpContext) {
    const { outcome, back } = await runBulkAction(ctx)
    answerBulk(ctx, outcome, back)
  }
}
