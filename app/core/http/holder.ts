import type { HttpContext } from '@adonisjs/core/http'
import type { Holder } from '#core/http/shares'

/** For whom a request takes its time: anyone who was let in, or a superuser, who has not come in yet. */
export function holderOf(ctx: HttpContext): Holder {
  if ('identity' in ctx && ctx.identity) {
    const { keyId, userId, organizationId } = ctx.identity
    return { callerId: keyId ?? userId, organizationId }
  }
  return { callerId: ctx.auth.use('superuser').getUserOrFail().id, organizationId: null }
}
