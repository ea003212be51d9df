import type { HttpContext } from '@adonisjs/core/http'
import { templateOf } from '#plugins/imports/models/import/template'

/** A file to fill in, whose columns are called like the fields of a resource. */
export default class ImportTemplatesController {
  async show(ctx: HttpContext) {
    const { name, content } = await templateOf(ctx, ctx.params.resource)
    ctx.response.header('Content-Type', 'text/csv; charset=utf-8')
    ctx.response.header('Content-Disposition', `attachment; filename="${name}"`)
    return content
  }
}
