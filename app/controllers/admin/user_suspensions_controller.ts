import type { HttpContext } from '@adonisjs/core/http'
import { ADMIN } from '#admin/path'
import { endSessions } from '#admin/session_end'
import { conflict, notFound } from '#exceptions/problem'
import User from '#models/user'

/** Somebody who may not log in: `store` locks him out at once, `destroy` lets him in again. */
export default class UserSuspensionsController {
  async store(ctx: HttpContext) {
    const user = await lock(ctx)
    if (user.id === ctx.superuser.id) throw conflict('own_account', 'Nobody locks himself out.')
    await user.deactivate()
    await endSessions(ctx, user.id, 'deactivated')
    leave(ctx, user, 'Locked out, and logged out everywhere.')
  }

  async destroy(ctx: HttpContext) {
    const user = await lock(ctx)
    await user.activate()
    leave(ctx, user, 'May log in again.')
  }
}

async function lock({ params }: HttpContext): Promise<User> {
  const user = await User.query().where('id', params.id).forUpdate().first()
  if (!user) throw notFound('user')
  return user
}

function leave({ response, session }: HttpContext, user: User, notice: string) {
  session.flash('notice', notice)
  response.redirect().toPath(`${ADMIN}/users/${user.id}`)
}
