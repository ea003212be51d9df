import env from '#start/env'
import app from '@adonisjs/core/services/app'
import { defineConfig } from '@adonisjs/core/http'
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { hostnameOf, originOf } from '#core/http/own_origin'
import { TrustedProxies } from '#core/http/trusted_proxies'
import { commaSeparated } from '#core/support/comma_separated'

/**
 * Signs access tokens, derived per purpose. Anyone who has it can be anyone.
 */
export const appKey = env.get('APP_KEY')

/**
 * Where clients reach this API. Links are built from it, never from the
 * request, whose Host header anyone can choose.
 */
export const appUrl = env
  .get('APP_URL', originOf(env.get('HOST'), env.get('PORT')))
  .replace(/\/+$/, '')

/**
 * Where the pages are that the links of mails lead to.
 */
export const frontendUrl = env.get('FRONTEND_URL', appUrl).replace(/\/+$/, '')

/**
 * The names under which this server answers; its own address too where links
 * lead there.
 */
export const allowedHosts = [
  ...commaSeparated(env.get('ALLOWED_HOSTS', 'localhost,127.0.0.1')),
  ...(env.get('APP_URL') ? [] : [hostnameOf(env.get('HOST'))]),
]

/**
 * The origins whose pages may call the API from a browser.
 */
export const allowedOrigins = commaSeparated(
  env.get('CORS_ALLOWED_ORIGINS', 'http://localhost:5173,http://127.0.0.1:5173')
)

const trustedProxies = new TrustedProxies(commaSeparated(env.get('TRUSTED_PROXIES', '')))

/**
 * Lets a parameter have a name that objects inherit, such as "constructor", so
 * that it is refused like any other unknown one. A setting of qs that the
 * framework passes on without knowing it.
 */
const WITH_INHERITED_NAMES = { plainObjects: true }

export const http = defineConfig({
  generateRequestId: true,
  createRequestId: () => randomUUID(),
  allowMethodSpoofing: false,
  useAsyncLocalStorage: false,

  /**
   * No one is believed about the client's address unless TRUSTED_PROXIES
   * names them; the framework's default would believe every user on this computer.
   */
  trustProxy: (address) => trustedProxies.include(address),

  /**
   * "status[in]=a,b" is one value here; the list engine splits it by the
   * field's own rule.
   */
  qs: {
    parse: {
      depth: 2,
      parameterLimit: 1000,
      allowSparse: false,
      arrayLimit: 100,
      comma: false,
      ...WITH_INHERITED_NAMES,
    },
    stringify: { encode: true, encodeValuesOnly: false, arrayFormat: 'indices', skipNulls: false },
  },

  cookie: {
    domain: '',
    path: '/',
    maxAge: '2h',
    httpOnly: true,
    secure: app.inProduction,
    sameSite: 'lax',
  },

  router: { matcher: 'tree' },

  onBadUrl(_request: IncomingMessage, response: ServerResponse) {
    const body = JSON.stringify({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: 'The URL is not well-formed percent-encoded UTF-8.',
      code: 'malformed_url',
    })
    response.writeHead(400, { 'Content-Type': 'application/problem+json' })
    response.end(body)
  },
})
