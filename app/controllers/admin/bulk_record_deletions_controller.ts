import type { HttpContext } from '@adonisjs/core/http'
import { answerBulk } from '#admin/bulk_answer'
import { changeEach } from '#models/bulk'
import { readChosen } from '#validators/admin'

/** Records chosen in a list that go. */
export default class BulkRecordDeletionsController {
  async store(ctx: HttpContext) {
    const { ids } = await readChosen(ctx.request.body())
    const outcome = await changeEach(ctx, ids, 'delete', async (record) => {
      await record.delete()
      return 204
    })
    answerBulk(ctx, outcome)
  }
}
