import type { HttpContext } from '@adonisjs/core/http'
import { answerJson } from '#core/http/answer'
import { agendaOf } from '#plugins/activities/models/agenda'
import { readAgendaRequest } from '#plugins/activities/models/agenda/request'

/** What the caller has to do. */
export default class AgendasController {
  async show(ctx: HttpContext) {
    return answerJson(ctx, agendaOf(ctx, readAgendaRequest(ctx.request.qs())))
  }
}
