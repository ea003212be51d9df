import app from '@adonisjs/core/services/app'
import { defineConfig } from '@adonisjs/session'
import { AdminSessionStore } from '#auth/admin_session_store'

/**
 * Sessions of the admin pages, which nothing else has. A cookie without an age
 * goes with the browser; how long a session lives is the store's to say.
 */
export default defineConfig({
  enabled: true,
  cookieName: app.inProduction ? '__Secure-crm-admin' : 'crm-admin',
  clearWithBrowser: true,
  age: '30m',
  cookie: {
    path: '/admin',
    httpOnly: true,
    secure: app.inProduction,
    sameSite: 'strict',
  },
  store: 'fenced',
  stores: {
    fenced: (ctx) => new AdminSessionStore(ctx),
  },
})
