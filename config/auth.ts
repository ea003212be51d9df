import env from '#start/env'
import { defineConfig } from '@adonisjs/auth'
import { SessionGuard } from '@adonisjs/auth/session'
import type { SessionGuardEvents } from '@adonisjs/auth/types/session'
import type { InferAuthenticators } from '@adonisjs/auth/types'
import type { HttpContext } from '@adonisjs/core/http'
import emitter from '@adonisjs/core/services/emitter'
import { bearerGuard } from '#core/access/bearer_guard'
import { Superusers } from '#admin/auth/superusers'
import type User from '#plugins/identity/models/user'

/**
 * Two ways to be known: `bearer` on the API, `superuser` on the admin pages.
 * Neither is good for the other.
 */
const authConfig = defineConfig({
  default: 'bearer',
  guards: {
    bearer: bearerGuard,
    superuser: (ctx: HttpContext) =>
      new SessionGuard<false, Superusers>(
        'superuser',
        ctx,
        { useRememberMeTokens: false },
        emitter,
        new Superusers(ctx)
      ),
  },
})

/** Whether superusers must log in with a second factor. */
export const twoFactor = { requiredOfSuperusers: env.get('REQUIRE_SUPERUSER_2FA', false) }

export default authConfig

declare module '@adonisjs/auth/types' {
  interface Authenticators extends InferAuthenticators<typeof authConfig> {}
}

declare module '@adonisjs/core/types' {
  interface EventsList extends SessionGuardEvents<User> {}
}
