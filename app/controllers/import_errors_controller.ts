import type { HttpContext } from '@adonisjs/core/http'
import { errorFileOf } from '#models/import/error_file'
import { streamRows } from '#query/csv_export'
import { UnitOfWork } from '#tenancy/unit_of_work'

/** The lines of an import that were refused, as a file that can be mended and imported again. */
export default class ImportErrorsController {
  async show(ctx: HttpContext) {
    const { name, rows, lines } = await errorFileOf(ctx, ctx.params.id)
    const csv = await streamRows(UnitOfWork.get().asReader(), rows, lines)
    ctx.response.header('Content-Type', 'text/csv; charset=utf-8')
    ctx.response.header('Content-Disposition', `attachment; filename="${name}"`)
    ctx.response.stream(csv)
  }
}
