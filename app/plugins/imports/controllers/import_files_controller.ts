import type { HttpContext } from '@adonisjs/core/http'
import { answerFile } from '#core/http/file_answer'
import { holderOf } from '#core/http/holder'
import { originalFileOf } from '#plugins/imports/models/import/original_file'
import { UnitOfWork } from '#core/database/unit_of_work'

/** The file of an import as it was sent. */
export default class ImportFilesController {
  async show(ctx: HttpContext) {
    const file = await originalFileOf(ctx, ctx.params.id)
    await UnitOfWork.get().closeEarly()
    await answerFile(ctx, file, holderOf(ctx))
  }
}
