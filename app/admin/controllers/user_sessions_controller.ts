import type { HttpContext } from '@adonisjs/core/http'
import { leave } from '#admin/leave'
import { userPath } from '#admin/path'
import { endSessions } from '#admin/session_end'

/** Where somebody is logged in: `destroy` ends all of it, on the API and on these pages. */
export default class UserSessionsController {
  async destroy(ctx: HttpContext) {
    const count = await endSessions(ctx, ctx.params.id, 'revoked')
    leave(ctx, userPath(ctx.params.id), `${count} sessions ended.`)
  }
}
