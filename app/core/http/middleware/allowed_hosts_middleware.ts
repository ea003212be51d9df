import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { allowedHosts } from '#config/app'
import { badRequest } from '#core/http/exceptions/problem'

/**
 * Answers under the names in ALLOWED_HOSTS only; `*` allows any, `.example.com`
 * its subdomains. Probes of a process know its address and no name of it.
 */
export default class AllowedHostsMiddleware {
  handle({ request }: HttpContext, next: NextFn) {
    if (request.url().startsWith('/health/')) return next()
    const host = (request.request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase()
    if (!allowedHosts.some((allowed) => matches(allowed.toLowerCase(), host))) {
      throw badRequest('unknown_host', 'This host name is not served here.')
    }
    return next()
  }
}

function matches(allowed: string, host: string): boolean {
  if (allowed === '*') return true
  return allowed.startsWith('.') ? host.endsWith(allowed) : host === allowed
}
