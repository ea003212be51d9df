import type { HttpContext } from '@adonisjs/core/http'
import { errorFileOf } from '#models/import/error_file'
import { answerCsv, holderOf } from '#query/csv_answer'
import { streamRows } from '#query/csv_export'
import { UnitOfWork } from '#tenancy/unit_of_work'

/** The lines of an import that were refused, as a file that can be mended and imported again. */
export default class ImportErrorsController {
  async show(ctx: HttpContext) {
    const { name, rows, lines } = await errorFileOf(ctx, ctx.params.id)
    const manner = { reader: UnitOfWork.get().asReader(), holder: holderOf(ctx) }
    answerCsv(ctx, await streamRows(manner, rows, lines), name)
  }
}
