import type { HttpContext } from '@adonisjs/core/http'
import { notFound } from '#core/http/exceptions/problem'
import { answerFile } from '#core/http/file_answer'
import { holderOf } from '#core/http/holder'
import { imageOf } from '#core/images/image'
import { readImageRequest } from '#core/images/image_request'
import { queryFor } from '#core/resources/query/record_query'
import { UnitOfWork } from '#core/database/unit_of_work'

/** The picture of a record, on its page. */
export default class RecordPicturesController {
  async show(ctx: HttpContext) {
    const { params, resource } = ctx
    if (!resource.images.includes(params.picture)) throw notFound('page')
    ctx.imageName = params.picture
    const asked = readImageRequest(ctx)
    const file = await imageOf({ query: queryFor(ctx), resource }, params.id, asked)
    await UnitOfWork.get().closeEarly()
    await answerFile(ctx, file, holderOf(ctx))
  }
}
