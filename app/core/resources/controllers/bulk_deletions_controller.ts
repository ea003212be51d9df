import type { HttpContext } from '@adonisjs/core/http'
import { forEachRecord } from '#core/resources/records/bulk'
import { readBulkDeletion } from '#core/resources/validation/bulk'

/** Many records deleted at once, each as if alone. */
export default class BulkDeletionsController {
  async store(ctx: HttpContext) {
    const { ids } = await readBulkDeletion(ctx.request.body())
    return forEachRecord(ctx, ids, 'delete', async (record) => {
      await record.delete()
      return 204
    })
  }
}
