import type { HttpContext } from '@adonisjs/core/http'
import { everyImportList } from '#admin/import_pages'
import { renderPage } from '#admin/page'

/** The files that organizations import, all of them. */
export default class AllImportsController {
  async index(ctx: HttpContext) {
    const page = await everyImportList(ctx)
    return renderPage(ctx, 'records/index', { title: 'Imports', ...page })
  }
}
