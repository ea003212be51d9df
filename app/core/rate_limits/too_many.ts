import { Problem } from '#core/http/exceptions/problem'

/** 429: not now, but again in so many seconds. */
export function tooMany(detail: string, seconds: number): Problem {
  return new Problem(429, {
    code: 'too_many_requests',
    detail,
    headers: { 'Retry-After': String(Math.max(1, Math.ceil(seconds))) },
  })
}
