import type { HttpContext } from '@adonisjs/core/http'
import { answerFile } from '#core/http/file_answer'
import { holderOf } from '#core/http/holder'
import { imageOf, removeImage } from '#core/images/image'
import { nameOfImage, readImageRequest } from '#core/images/image_request'
import { receiveImage } from '#core/images/receive'
import { queryFor } from '#core/resources/query/record_query'
import { findForChange } from '#core/resources/records/record'
import { UnitOfWork } from '#core/database/unit_of_work'

/** The picture of a record, of any resource that has one. */
export default class RecordImagesController {
  async show(ctx: HttpContext) {
    const asked = readImageRequest(ctx)
    const file = await imageOf(
      { query: queryFor(ctx), resource: ctx.resource },
      ctx.params.id,
      asked
    )
    await UnitOfWork.get().closeEarly()
    await answerFile(ctx, file, holderOf(ctx))
  }

  async update(ctx: HttpContext) {
    await receiveImage(ctx, nameOfImage(ctx))
  }

  async destroy(ctx: HttpContext) {
    const record = await findForChange(ctx, 'update')
    await removeImage(ctx, record, nameOfImage(ctx))
    ctx.response.noContent()
  }
}
