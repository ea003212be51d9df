import type { HttpContext } from '@adonisjs/core/http'
import { answerBulk } from '#admin/bulk_answer'
import { ensureNamed } from '#admin/dependents'
import { offerUndo } from '#admin/undo'
import { forEachRecord } from '#core/resources/records/bulk'
import { chosenRecordsValidator } from '#admin/validators/admin'

/** Records chosen in a list that go. */
export default class BulkRecordDeletionsController {
  async store(ctx: HttpContext) {
    const { ids, dependents } = await ctx.request.validateUsing(chosenRecordsValidator)
    await ensureNamed(ctx, ids, dependents)
    const outcome = await forEachRecord(ctx, ids, 'delete', async (record) => {
      await record.delete()
      return 204
    })
    if (outcome.count > 0) await offerUndo(ctx, null)
    answerBulk(ctx, outcome)
  }
}
