import type { HttpContext } from '@adonisjs/core/http'
import type { Subject } from '#config/throttle'
import { networkOf } from '#throttle/network'

/** Whom a request's attempts are counted for; null when it does not say. */
export const subjects: Readonly<Record<Subject, (ctx: HttpContext) => string | null>> = {
  /** Whoever is named, whether he exists or not, however his name is written. */
  account({ request }) {
    const body: unknown = request.body()
    if (typeof body !== 'object' || body === null) return null
    const named = Object.entries(body).find(
      ([key, value]) => (key === 'email' || key === 'username') && typeof value === 'string'
    )
    return named ? String(named[1]).trim().normalize('NFC').toLowerCase() : null
  },

  address({ request }) {
    return networkOf(request.ip())
  },
}
