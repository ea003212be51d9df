import type { HttpContext } from '@adonisjs/core/http'
import { boardPage } from '#admin/deal_board'
import { renderPage } from '#admin/page'

/** A pipeline with its deals, side by side. */
export default class BoardsController {
  async show(ctx: HttpContext) {
    const page = await boardPage(ctx)
    return renderPage(ctx, 'board/show', { title: page.pipeline.name, ...page })
  }
}
