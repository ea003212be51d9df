import type { HttpContext } from '@adonisjs/core/http'
import { renderPage } from '#admin/page'
import { processList, processPage } from '#admin/process_page'

/** Processes of plugins, of all organizations. */
export default class ProcessesController {
  async index(ctx: HttpContext) {
    return renderPage(ctx, 'processes/index', { title: 'Processes', ...(await processList()) })
  }

  async show(ctx: HttpContext) {
    const page = await processPage(ctx.params.id)
    return renderPage(ctx, 'processes/show', { title: page.run.name, ...page })
  }
}
