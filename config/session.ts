import app from '@adonisjs/core/services/app'
import { defineConfig } from '@adonisjs/session'
import { AdminSessionStore } from '#admin/auth/admin_session_store'

/**
 * The cookie of the admin pages' sessions. In production its name makes
 * browsers take it from this very host only, through https only and for the
 * whole of the host: no neighbour under the same domain can plant one. The API
 * reads no cookie.
 *
 * @param inProduction whether browsers come through https
 */
export function adminCookie(inProduction: boolean) {
  return {
    name: inProduction ? '__Host-crm-admin' : 'crm-admin',
    attributes: {
      path: '/',
      domain: '',
      httpOnly: true,
      secure: inProduction,
      sameSite: 'strict',
    },
  } as const
}

const cookie = adminCookie(app.inProduction)

/**
 * Sessions of the admin pages, which nothing else has. A cookie without an age
 * goes with the browser; how long a session lives is the store's to say.
 */
export default defineConfig({
  enabled: true,
  cookieName: cookie.name,
  clearWithBrowser: true,
  age: '30m',
  cookie: cookie.attributes,
  store: 'fenced',
  stores: {
    fenced: (ctx) => new AdminSessionStore(ctx),
  },
})
