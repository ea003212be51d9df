import type { HttpContext } from '@adonisjs/core/http'
import { changeEach } from '#core/resources/records/bulk'
import { changeRecord, readInput } from '#core/resources/records/record'
import { readBulkUpdate } from '#core/resources/validation/bulk'

/** One change to many records, each checked and written as if alone. */
export default class BulkUpdatesController {
  async store(ctx: HttpContext) {
    const { ids, data } = await readBulkUpdate(ctx.request.body())
    const change = await readInput(ctx, 'update', data)
    return changeEach(ctx, ids, 'update', async (record) => {
      await changeRecord(ctx, record, change)
      return 200
    })
  }
}
