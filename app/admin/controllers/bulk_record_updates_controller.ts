import type { HttpContext } from '@adonisjs/core/http'
import { answerBulk } from '#admin/bulk_answer'
import { offerUndo } from '#admin/undo'
import { forEachRecord } from '#core/resources/records/bulk'
import { updateRecord, readInput } from '#core/resources/records/record'
import { chosenRecordsValidator, readChosenChange } from '#admin/validators/admin'

/** Records chosen in a list that are all given the same value. */
export default class BulkRecordUpdatesController {
  async store(ctx: HttpContext) {
    const { ids, change } = await ctx.request.validateUsing(chosenRecordsValidator)
    const chosen = readChosenChange(change)
    const values = await readInput(ctx, 'update', chosen)
    const outcome = await forEachRecord(ctx, ids, 'update', async (record) => {
      await updateRecord(ctx, record, values)
      return 200
    })
    const [field = ''] = Object.keys(chosen)
    if (outcome.count > 0) await offerUndo(ctx, field)
    answerBulk(ctx, outcome)
  }
}
