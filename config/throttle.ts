import env from '#start/env'
import app from '@adonisjs/core/services/app'
import { type Limit, readLimit } from '#core/rate_limits/limit'

/** Whom attempts are counted for. `caller` is a confirmed one: it stands behind `access`. */
export type Subject = 'account' | 'address' | 'challenge' | 'caller'

export interface Throttle {
  /** Failures alone count where succeeding proves that no one is guessing. */
  readonly counts: 'failures' | 'requests'
  readonly limits: Readonly<Partial<Record<Subject, Limit | null>>>
}

/**
 * Off in tests and load tests only: production refuses to start with it.
 */
export const throttling = { isOn: env.get('THROTTLE') !== 'off' }

/**
 * Attempts that a user could make many of, by the name under which a route
 * throttles them. An account that is attacked waits a minute after five
 * failures, and longer each time; an address is a whole network where it is
 * IPv6.
 */
export const throttles = {
  login: {
    counts: 'failures',
    limits: {
      account: limit('THROTTLE_LOGIN_ACCOUNT', '5/900'),
      address: limit('THROTTLE_LOGIN_ADDRESS', '20/60'),
    },
  },
  second_factor: {
    counts: 'failures',
    limits: {
      challenge: limit('THROTTLE_LOGIN_ACCOUNT', '5/900'),
      address: limit('THROTTLE_LOGIN_ADDRESS', '20/60'),
    },
  },
  password: {
    counts: 'failures',
    limits: { caller: limit('THROTTLE_PASSWORD', '10/900') },
  },
  refresh: {
    counts: 'failures',
    limits: { address: limit('THROTTLE_REFRESH', '60/60') },
  },
  registration: {
    counts: 'requests',
    limits: { address: limit('THROTTLE_REGISTRATION', '20/3600') },
  },
  recovery: {
    counts: 'requests',
    limits: {
      account: limit('THROTTLE_RECOVERY_ACCOUNT', '5/3600'),
      address: limit('THROTTLE_RECOVERY_ADDRESS', '50/3600'),
    },
  },
  one_time_token: {
    counts: 'failures',
    limits: { address: limit('THROTTLE_ONE_TIME_TOKEN', '20/60') },
  },
  invitation: {
    counts: 'requests',
    limits: { address: limit('THROTTLE_INVITATION', '200/3600') },
  },
  calendar: {
    counts: 'requests',
    limits: { address: limit('THROTTLE_CALENDAR', '600/60') },
  },
} satisfies Record<string, Throttle>

export type ThrottleName = keyof typeof throttles

/** Outside of production no one is kept from measuring. */
const ROOM = app.inProduction ? 1 : 10

/**
 * What one caller, and one organization with all its callers, may ask of the
 * API as a whole; and what one address may ask without a caller who can be
 * confirmed, such as with a token that is good no longer.
 */
export const quotas = {
  caller: limit('RATE_LIMIT_CALLER', `${6_000 * ROOM}/60`),
  organization: limit('RATE_LIMIT_ORGANIZATION', `${30_000 * ROOM}/60`),
  address: limit('RATE_LIMIT_UNAUTHENTICATED', `${600 * ROOM}/60`),
}

export type QuotaName = keyof typeof quotas

function limit(setting: Parameters<typeof env.get>[0], defaultValue: string): Limit | null {
  return readLimit(setting, String(env.get(setting) ?? defaultValue))
}
