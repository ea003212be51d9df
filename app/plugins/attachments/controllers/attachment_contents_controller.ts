import type { HttpContext } from '@adonisjs/core/http'
import { contentOf } from '#plugins/attachments/models/attachment/content'
import { answerFile } from '#core/http/file_answer'
import { holderOf } from '#core/http/holder'
import { queryFor } from '#core/resources/query/record_query'
import { UnitOfWork } from '#core/database/unit_of_work'

/** What an attachment holds. */
export default class AttachmentContentsController {
  async show(ctx: HttpContext) {
    const file = await contentOf(queryFor(ctx), ctx.params.id)
    await UnitOfWork.get().closeEarly()
    await answerFile(ctx, file, holderOf(ctx))
  }
}
