import { Problem } from '#core/http/exceptions/problem'
import { isOfDatabase } from '#core/database/connection_health'

/** What a client is told, and when it should come again. */
interface Kind {
  readonly code: 'try_again' | 'storage_full' | 'read_only'
  readonly detail: string
  /** Seconds. */
  readonly retryAfter: number
  /** 503 by default. */
  readonly status?: number
}

const UNREACHABLE: Kind = {
  code: 'try_again',
  detail: 'The database does not answer. Try again.',
  retryAfter: 1,
}
const CONTENDED: Kind = {
  code: 'try_again',
  detail: 'Another request is changing the same records. Try again.',
  retryAfter: 1,
  /* The database is well, and whoever watches over it is not to be alarmed. */
  status: 409,
}
const SLOW: Kind = {
  code: 'try_again',
  detail: 'This took too long. Ask for less, or try again.',
  retryAfter: 1,
}
const EXHAUSTED: Kind = {
  code: 'try_again',
  detail: 'The database has too much to do. Try again.',
  retryAfter: 5,
}
const FULL: Kind = {
  code: 'storage_full',
  detail: 'Nothing can be written at the moment: the storage of the database is full or failing.',
  retryAfter: 30,
}
/** Reads meet this, too. */
const FAILING: Kind = {
  code: 'storage_full',
  detail: 'The storage of the database is full or failing: this cannot be done at the moment.',
  retryAfter: 30,
}
const READ_ONLY: Kind = {
  code: 'read_only',
  detail: 'Nothing can be written at the moment: the database accepts reads only.',
  retryAfter: 5,
}

/** By the codes of PostgreSQL (appendix A). */
const BY_CODE: Readonly<Record<string, Kind>> = {
  '25006': READ_ONLY,
  '25P03': UNREACHABLE,
  '25P04': SLOW,
  '40001': CONTENDED,
  '40003': UNREACHABLE,
  '40P01': CONTENDED,
  '53000': EXHAUSTED,
  '53100': FULL,
  '53200': EXHAUSTED,
  '53300': UNREACHABLE,
  '53400': EXHAUSTED,
  '55P03': CONTENDED,
  '57014': SLOW,
  '57P01': UNREACHABLE,
  '57P02': UNREACHABLE,
  '57P03': UNREACHABLE,
  '57P05': UNREACHABLE,
  '58000': FAILING,
  '58030': FAILING,
}
/** Of the operating system, for any socket. */
const SYSTEM_CODES = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
])
/** Connection exceptions. */
const CLASS_08 = /^08[0-9A-Z]{3}$/
const SQLSTATE = /^[0-9A-Z]{5}$/

/**
 * What knex and the driver say without a code when there is no connection to be
 * had; knex puts the statement and a dash before it.
 */
const WORDS =
  /(?:^|- )(Knex: Timeout acquiring a connection|Connection terminated|Connection ended|Client has encountered a connection error|Client was closed|Query read timeout|timeout expired|timeout exceeded when trying to connect|Unable to acquire a connection|Client network socket disconnected)[^\n]{0,120}$/

/** How deep causes are followed: errors may refer to each other in a circle. */
const MAX_DEPTH = 6

/** Why the database did not do what it would have done at another moment. */
export interface Outage {
  readonly problem: Problem
  /** For the log: a code, or the driver's words. Nothing of a statement. */
  readonly reason: string
}

/**
 * The outage that an error stands for, also one that is wrapped into others;
 * null when it would be the same at any other moment.
 */
export function outageOf(error: unknown): Outage | null {
  const found = find(error, MAX_DEPTH)
  if (!found) return null
  const { code, detail, retryAfter, status = 503 } = found.kind
  const problem = new Problem(status, {
    code,
    detail,
    headers: { 'Retry-After': String(retryAfter) },
    cause: error,
  })
  return { problem, reason: found.reason }
}

interface Found {
  readonly kind: Kind
  readonly reason: string
}

function find(error: unknown, depth: number): Found | null {
  if (!(error instanceof Error) || depth === 0) return null
  const code = codeOf(error)
  const found = byCode(error, code) ?? byWords(error, code)
  if (found) return found
  /* Failing fetches are wrapped into a TypeError, and never go to the database. */
  if (error instanceof TypeError) return null
  for (const inner of [error.cause, ...(error instanceof AggregateError ? error.errors : [])]) {
    const within = find(inner, depth - 1)
    if (within) return within
  }
  return null
}

function byCode(error: Error, code: string | null): Found | null {
  if (code === null) return null
  const isAway = CLASS_08.test(code) || (SYSTEM_CODES.has(code) && isOfDatabase(error))
  const kind = BY_CODE[code] ?? (isAway ? UNREACHABLE : undefined)
  return kind ? { kind, reason: code } : null
}

/** Only of those that PostgreSQL has not said itself: its words quote what clients send. */
function byWords({ name, message }: Error, code: string | null): Found | null {
  if (code !== null && SQLSTATE.test(code)) return null
  if (name === 'KnexTimeoutError') return { kind: UNREACHABLE, reason: name }
  const words = WORDS.exec(message)?.[1]
  return words === undefined ? null : { kind: UNREACHABLE, reason: words }
}

function codeOf(error: Error): string | null {
  return 'code' in error && typeof error.code === 'string' ? error.code : null
}
