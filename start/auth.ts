/*
|--------------------------------------------------------------------------
| Authentication and authorization
|--------------------------------------------------------------------------
|
| "ctx.auth" and "ctx.bouncer", each made when a request first asks for it. The
| packages' own middleware make them for every request, with a renderer of
| templates that no request of the API needs.
|
*/

import '@adonisjs/auth/initialize_auth_middleware'
import { Bouncer } from '@adonisjs/bouncer'
import { HttpContext } from '@adonisjs/core/http'
import app from '@adonisjs/core/services/app'
import type { Identity } from '#core/access/identity'

const manager = await app.container.make('auth.manager')

HttpContext.getter(
  'auth',
  function (this: HttpContext) {
    return manager.createAuthenticator(this)
  },
  true
)

HttpContext.getter(
  'bouncer',
  function (this: HttpContext) {
    return new Bouncer(() => this.identity).setContainerResolver(this.containerResolver)
  },
  /* A bouncer keeps its user, and a request may be authenticated twice. */
  false
)

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Asks the policies about the caller. */
    bouncer: Bouncer<Identity>
  }
}
