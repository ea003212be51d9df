import { Problem } from '#core/http/exceptions/problem'
import { databaseShortcomings } from '#core/health/readiness_check'

/** Something is not there, or not granted, that a database in order has. */
const MISSING = new Set(['22023', '3F000', '42501', '42703', '42704', '42883', '42P01'])
const RETRY_AFTER = '5'

/**
 * 503 for an error that comes of a database which is not set up: migrations or
 * grants are missing. Null when the database is in order, and the error a defect.
 */
export async function setupProblem(error: unknown): Promise<Problem | null> {
  if (!isOfMissing(error)) return null
  const missing = await databaseShortcomings()
  const isUnprepared = missing.some(
    ({ code }) => code === 'pending_migrations' || code === 'missing_grants'
  )
  return isUnprepared
    ? notReady(
        missing.map(({ code }) => ({ code })),
        error
      )
    : null
}

/** 503: this process cannot answer requests. @param missing what each lacks, as a client may know it */
export function notReady(missing: readonly object[], cause?: unknown): Problem {
  return new Problem(503, {
    code: 'not_ready',
    detail: 'The server is not ready yet. Try again.',
    headers: { 'Retry-After': RETRY_AFTER },
    extra: { missing },
    cause,
  })
}

function isOfMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    MISSING.has(error.code)
  )
}
