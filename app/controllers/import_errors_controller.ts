import type { HttpContext } from '@adonisjs/core/http'
import { errorFileOf } from '#models/import/error_file'
import { streamCsv } from '#query/csv_export'
import { UnitOfWork } from '#tenancy/unit_of_work'

/** The lines of an import that were refused, as a file that can be mended and imported again. */
export default class ImportErrorsController {
  async show(ctx: HttpContext) {
    const { name, columns, rows, delimiter } = await errorFileOf(ctx, ctx.params.id)
    const csv = await streamCsv(UnitOfWork.get().asReader(), columns, rows, delimiter)
    ctx.response.header('Content-Type', 'text/csv; charset=utf-8')
    ctx.response.header('Content-Disposition', `attachment; filename="${name}"`)
    ctx.response.stream(csv)
  }
}
