import type { HttpContext } from '@adonisjs/core/http'
import { forEachRecord } from '#core/resources/records/bulk'
import { ensureUnused } from '#core/resources/records/dependents'
import { bulkDeletionValidator } from '#core/resources/validation/bulk'

/** Many records deleted at once, each as if alone. */
export default class BulkDeletionsController {
  async store(ctx: HttpContext) {
    const { ids, force = false } = await ctx.request.validateUsing(bulkDeletionValidator)
    return forEachRecord(ctx, ids, 'delete', async (record) => {
      if (!force) await ensureUnused(ctx, String(record.$primaryKeyValue))
      await record.delete()
      return 204
    })
  }
}
