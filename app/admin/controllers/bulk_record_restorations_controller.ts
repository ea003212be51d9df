import type { HttpContext } from '@adonisjs/core/http'
import { answerBulk } from '#admin/bulk_answer'
import { forEachRecord } from '#core/resources/records/bulk'
import { restoreRecord } from '#core/resources/records/record'
import { chosenRecordsValidator } from '#admin/validators/admin'

/** Deleted records chosen in a list that come back. */
export default class BulkRecordRestorationsController {
  async store(ctx: HttpContext) {
    const { ids } = await ctx.request.validateUsing(chosenRecordsValidator)
    const outcome = await forEachRecord(ctx, ids, 'restore', async (record) => {
      await restoreRecord(ctx, record)
      return 200
    })
    answerBulk(ctx, outcome)
  }
}
