import type { HttpContext } from '@adonisjs/core/http'
import { agendaPage } from '#admin/agenda'
import { renderPage } from '#admin/page'

/** What whoever looks at the pages of an organization has to do there. */
export default class AgendasController {
  async show(ctx: HttpContext) {
    return renderPage(ctx, 'agenda', { title: 'Agenda', ...(await agendaPage(ctx)) })
  }
}
