import type { HttpContext } from '@adonisjs/core/http'
import { deviceOf } from '#core/access/device'
import Session from '#plugins/identity/models/session'
import { answerPage } from '#core/http/answer'
import { readListRequest } from '#core/resources/query/list_request'
import { queryFor } from '#core/resources/query/record_query'
import { UnitOfWork } from '#core/database/unit_of_work'

/** Where the caller is logged in, and the end of it on one of their devices. */
export default class SessionsController {
  async index(ctx: HttpContext) {
    const query = queryFor(ctx)
    const list = readListRequest(ctx.request.qs(), ctx.resource, query.visible)
    await UnitOfWork.get().query(`SELECT set_config('app.session_id', $1, true)`, [
      ctx.identity.sessionId,
    ])
    return answerPage(ctx, list, query.page(list))
  }

  async destroy(ctx: HttpContext) {
    await Session.revokeOne(ctx.params.id, ctx.identity.userId, deviceOf(ctx))
    ctx.response.noContent()
  }
}
