import type { HttpContext } from '@adonisjs/core/http'
import { forEachRecord } from '#core/resources/records/bulk'
import { updateRecord, readInput } from '#core/resources/records/record'
import { bulkUpdateValidator } from '#core/resources/validation/bulk'

/** One change to many records, each checked and written as if alone. */
export default class BulkUpdatesController {
  async store(ctx: HttpContext) {
    const { ids, data } = await ctx.request.validateUsing(bulkUpdateValidator)
    const change = await readInput(ctx, 'update', data)
    return forEachRecord(ctx, ids, 'update', async (record) => {
      await updateRecord(ctx, record, change)
      return 200
    })
  }
}
