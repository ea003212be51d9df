import type { HttpContext } from '@adonisjs/core/http'
import { imports } from '#config/imports'
import { answerCreated } from '#core/http/answer'
import { requestIdOf } from '#core/audit/request_event'
import { withIdempotency } from '#core/http/idempotency'
import { digestible, readUpload, withSpooledUpload } from '#core/http/upload'
import Import from '#plugins/imports/models/import'
import { createImport, ensureImportRequest } from '#plugins/imports/models/import/create_import'
import { whileKept } from '#plugins/imports/models/import/original_file'

/** Takes files on that are to become records. */
export default class ImportsController {
  async store(ctx: HttpContext) {
    await withSpooledUpload(ctx, imports, async (upload) => {
      const order = await createImport(ctx, await readUpload(upload))
      await whileKept(ctx, upload, (file) => {
        const take = async () => {
          await ensureImportRequest(ctx, order)
          const by = { ...ctx.identity, requestId: requestIdOf(ctx) }
          const { id } = await Import.submit({ ...order, original: file }, by)
          return answerCreated(ctx, id)
        }
        return ctx.writeAsCaller((unit) =>
          withIdempotency(ctx, unit, take, () => digestible(upload))
        )
      })
    })
  }
}
