import type { HttpContext } from '@adonisjs/core/http'
import { importList, importPage } from '#admin/import_pages'
import { renderPage } from '#admin/page'

/** The files that an organization imports, and how far each of them has come. */
export default class ImportsController {
  async index(ctx: HttpContext) {
    return renderPage(ctx, 'imports/index', { title: 'Imports', ...(await importList(ctx)) })
  }

  async show(ctx: HttpContext) {
    const page = await importPage(ctx)
    return renderPage(ctx, 'imports/show', { title: String(page.record.file_name), ...page })
  }
}
