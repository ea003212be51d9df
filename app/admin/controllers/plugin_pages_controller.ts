import type { HttpContext } from '@adonisjs/core/http'
import { leave } from '#admin/leave'
import { renderPage } from '#admin/page'
import { pageInPath, pageOfPlugin, pathOfPage, submitPage } from '#admin/plugin_pages'

/** A page that a plugin brings. */
export default class PluginPagesController {
  async show(ctx: HttpContext) {
    return renderPage(ctx, 'plugins/page', await pageOfPlugin(ctx, pageInPath(ctx)))
  }

  async store(ctx: HttpContext) {
    const found = pageInPath(ctx)
    leave(ctx, pathOfPage(ctx, found), await submitPage(ctx, found))
  }
}
