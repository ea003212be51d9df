import type { HttpContext } from '@adonisjs/core/http'
import { leadOn } from '#admin/interrupted_form'
import { leave } from '#admin/leave'
import { renderChallenge } from '#admin/challenge'
import { renderPage } from '#admin/page'
import { ADMIN } from '#admin/path'
import { recordAccountEvent } from '#core/audit/account_event'
import { deviceOf } from '#core/access/device'
import { adminPages, logIn } from '#plugins/identity/auth/login'
import { beginSuperuserSession } from '#admin/auth/superusers'
import { superuserLoginValidator } from '#admin/validators/admin'

/** Logging in to the admin pages, and out. */
export default class SessionsController {
  async create(ctx: HttpContext) {
    const guard = ctx.auth.use('superuser')
    if (await guard.check()) return leadOn(ctx, guard.getUserOrFail().id)
    return renderPage(ctx, 'login', { title: 'Log in', username: '' })
  }

  /** A refusal is answered with its status, by which failed attempts are counted. */
  async store(ctx: HttpContext) {
    const { username, password } = await ctx.request.validateUsing(superuserLoginValidator)
    const outcome = await logIn(adminPages, username, password, deviceOf(ctx))
    if (outcome && 'challenge' in outcome) return renderChallenge(ctx, outcome)
    if (outcome) {
      await beginSuperuserSession(ctx, outcome.begun)
      return leadOn(ctx, outcome.begun.user.id)
    }
    ctx.response.status(401)
    const refusal = { detail: 'The user name or password is wrong.' }
    return renderPage(ctx, 'login', { title: 'Log in', username, refusal })
  }

  async destroy(ctx: HttpContext) {
    const { session, superuser } = ctx
    await recordAccountEvent('admin-logout', superuser.id, deviceOf(ctx))
    session.clear()
    session.regenerate()
    leave(ctx, `${ADMIN}/login`, 'You are logged out.')
  }
}
