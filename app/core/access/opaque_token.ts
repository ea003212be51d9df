import { createHash, randomBytes } from 'node:crypto'

const BYTES = 32

/** A secret of 256 random bits, in letters that need no escaping in a link. */
export function generateToken(): string {
  return randomBytes(BYTES).toString('base64url')
}

/** What is kept of a token. Its bits are random: it needs neither salt nor a slow hash. */
export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
