import type { HttpContext } from '@adonisjs/core/http'
import { ADMIN } from '#admin/path'
import { endSessions } from '#admin/session_end'

/** Where somebody is logged in: `destroy` ends all of it, on the API and on these pages. */
export default class UserSessionsController {
  async destroy(ctx: HttpContext) {
    const count = await endSessions(ctx, ctx.params.id, 'revoked')
    ctx.session.flash('notice', `${count} sessions ended.`)
    ctx.response.redirect().toPath(`${ADMIN}/users/${ctx.params.id}`)
  }
}
