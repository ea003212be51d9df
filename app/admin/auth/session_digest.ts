import { hash } from 'node:crypto'

/** What is kept of a session's id. */
export function sessionDigest(sessionId: string): Buffer {
  return hash('sha256', sessionId, 'buffer')
}
