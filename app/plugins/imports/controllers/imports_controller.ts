import type { HttpContext } from '@adonisjs/core/http'
import { requestIdOf } from '#core/audit/request_event'
import { imports } from '#config/imports'
import Import from '#plugins/imports/models/import'
import { ensureImportRequest, createImport } from '#plugins/imports/models/import/create_import'
import { answerCreated } from '#core/http/answer'
import { digestible, receiveUpload } from '#core/http/upload'
import { withIdempotency } from '#core/http/idempotency'

/** Takes files on that are to become records. */
export default class ImportsController {
  async store(ctx: HttpContext) {
    const upload = await receiveUpload(ctx, imports)
    const order = await createImport(ctx, upload)
    const take = async () => {
      await ensureImportRequest(ctx, order)
      const { id } = await Import.submit(order, { ...ctx.identity, requestId: requestIdOf(ctx) })
      return answerCreated(ctx, id)
    }
    await ctx.writeAsCaller((unit) => withIdempotency(ctx, unit, take, () => digestible(upload)))
  }
}
