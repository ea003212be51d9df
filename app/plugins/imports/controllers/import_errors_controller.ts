import type { HttpContext } from '@adonisjs/core/http'
import { errorFileOf } from '#plugins/imports/models/import/error_file'
import { answerCsv, mannerOf } from '#core/resources/query/csv_answer'
import { streamRows } from '#core/resources/query/csv_export'

/** The lines of an import that were refused, as a file that can be mended and imported again. */
export default class ImportErrorsController {
  async show(ctx: HttpContext) {
    const { name, charset, rows, lines } = await errorFileOf(ctx, ctx.params.id)
    const manner = mannerOf(ctx)
    answerCsv(ctx, await streamRows(manner, rows, lines), name, charset)
  }
}
