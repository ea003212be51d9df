import type { HttpContext } from '@adonisjs/core/http'
import { requestIdOf } from '#core/audit/request_event'
import { imports } from '#config/imports'
import Import from '#plugins/imports/models/import'
import { demandOrder, createImport } from '#plugins/imports/models/import/intake'
import { answerCreated } from '#core/http/answer'
import { queryFor } from '#core/resources/query/record_query'
import { digestible, receiveUpload } from '#core/http/upload'
import { withIdempotency } from '#core/http/idempotency'

/** Takes files on that are to become records. */
export default class ImportsController {
  async store(ctx: HttpContext) {
    const upload = await receiveUpload(ctx, imports)
    const order = await createImport(ctx, upload)
    const take = async () => {
      await demandOrder(ctx, order)
      const { id } = await Import.order(order, { ...ctx.identity, requestId: requestIdOf(ctx) })
      return answerCreated(ctx, id, queryFor(ctx).written(id))
    }
    await ctx.writeAsCaller((unit) => withIdempotency(ctx, unit, take, () => digestible(upload)))
  }
}
