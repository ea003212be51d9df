import { hkdfSync } from 'node:crypto'
import { CompactEncrypt, compactDecrypt, errors } from 'jose'

/** The pair that a client works with. */
export interface Tokens {
  readonly access: string
  readonly refresh: string
}

const HEADER = { alg: 'dir', enc: 'A256GCM' }

/**
 * Encrypts a pair for whoever has the refresh token that it takes the place of: what
 * is kept of that token, its hash, opens nothing.
 */
export function sealPair({ access, refresh }: Tokens, predecessor: string): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(`${access} ${refresh}`))
    .setProtectedHeader(HEADER)
    .encrypt(keyFrom(predecessor))
}

/** The pair that takes the place of a refresh token, or null when it is that of another one. */
export async function openPair(sealed: string, predecessor: string): Promise<Tokens | null> {
  try {
    const { plaintext } = await compactDecrypt(sealed, keyFrom(predecessor))
    const [access = '', refresh = ''] = new TextDecoder().decode(plaintext).split(' ')
    return { access, refresh }
  } catch (error) {
    if (error instanceof errors.JWEDecryptionFailed) return null
    throw error
  }
}

function keyFrom(token: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', token, 'headless-crm', 'refresh-token-successor', 32))
}
