import { DatabaseError } from 'pg'

/**
 * PostgreSQL was told to commit, and its answer never came: what was written is
 * there, or it is not. Never to be taken for a success, nor for a failure that
 * left nothing changed.
 */
export class OutcomeUnknown extends Error {
  override name = 'OutcomeUnknown'
  readonly code = 'E_OUTCOME_UNKNOWN'

  constructor(cause: unknown) {
    super('The connection to the database broke during a commit', { cause })
  }
}

/** What the driver says of a statement that it has not even sent. */
const NOT_SENT = /^Client (has encountered a connection error|was closed)/

/**
 * By which PostgreSQL says that a session ends, perhaps in the middle of what it was told: a
 * shutdown, a crash, a broken connection. Its severity says so, too, but in the language of the
 * server.
 */
const ENDS_SESSION = /^(57P0[1-3]|08...)$/

/** Whether an error of a commit leaves open what became of it: it was sent, and PostgreSQL refused nothing. */
export function leavesOutcomeOpen(error: unknown): boolean {
  if (!(error instanceof Error) || NOT_SENT.test(error.message)) return false
  if (!(error instanceof DatabaseError)) return true
  return error.code !== undefined && ENDS_SESSION.test(error.code)
}
