import type { HttpContext } from '@adonisjs/core/http'
import { answerBulk } from '#admin/bulk_answer'
import { changeEach } from '#models/bulk'
import { authorizeChange, readInput } from '#models/record'
import { readChosen, readChosenChange } from '#validators/admin'

/** Records chosen in a list that are all given the same value. */
export default class BulkRecordUpdatesController {
  async store(ctx: HttpContext) {
    const { ids, change } = await readChosen(ctx.request.body())
    const values = await readInput(ctx, 'update', readChosenChange(change))
    const outcome = await changeEach(ctx, ids, 'update', async (record) => {
      await authorizeChange(ctx, values, record)
      await record.merge(values).save()
      return 200
    })
    answerBulk(ctx, outcome)
  }
}
