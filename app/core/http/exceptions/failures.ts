import type { HttpContext } from '@adonisjs/core/http'

/** An answer of this process that failed for a reason that is ours to mend. */
export interface Failure {
  readonly at: string
  readonly method: string
  /** The route, without what was in its place. */
  readonly route: string
  /** What kind of error it was; its words are in the log alone. */
  readonly kind: string
  /** Under which the log knows it. */
  readonly requestId: string
}

/** How many are remembered. */
const MAX = 50
const remembered: Failure[] = []
let total = 0

/** Remembers a failure as long as the process lives, for people who look at the admin pages. */
export function rememberFailure(error: unknown, { request, route }: HttpContext): void {
  total += 1
  remembered.unshift({
    at: new Date().toISOString(),
    method: request.method(),
    route: route?.pattern ?? request.url(),
    kind: error instanceof Error ? kindOf(error) : 'unknown',
    requestId: request.id() ?? '',
  })
  remembered.length = Math.min(remembered.length, MAX)
}

/** Those of this process, the latest first, and how many there were. */
export function recentFailures(): { readonly total: number; readonly latest: readonly Failure[] } {
  return { total, latest: [...remembered] }
}

function kindOf(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : ''
  return `${error.name}${code}`
}
