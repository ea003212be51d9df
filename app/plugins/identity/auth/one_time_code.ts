import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { appKey } from '#config/app'

/** What authenticator apps expect (RFC 6238): six digits, every thirty seconds, SHA-1. */
const SECRET_BYTES = 20
const PERIOD_IN_SECONDS = 30
const ISSUER = 'headless-crm'

/** A code is good a step early and a step late, for clocks that differ. */
const WINDOW = 1

const RECOVERY_CODE_LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
const RECOVERY_CODE_LENGTH = 12
const RECOVERY_CODES = 10

const pepper = Buffer.from(
  hkdfSync('sha256', appKey.release(), 'headless-crm', 'recovery-code', 32)
)

/** A new secret for a user's device, in the letters that people type. */
export function generateTotpSecret(): string {
  return Secret.fromHex(randomBytes(SECRET_BYTES).toString('hex')).base32
}

/** What a QR code for an authenticator app contains. */
export function otpauthUrl(secret: string, account: string): string {
  return new TOTP({ issuer: ISSUER, label: account, secret }).toString()
}

/** The thirty seconds that a code is of, counted from 1970; null when it is none of about now. */
export function stepOfCode(secret: string, code: string): number | null {
  const totp = new TOTP({ secret })
  const delta = totp.validate({ token: code, window: WINDOW })
  if (delta === null) return null
  return Math.floor(Date.now() / 1000 / PERIOD_IN_SECONDS) + delta
}

/** Codes for the day when the device is lost: `k7mq-2nwp-x4ra`, 59 bits each. */
export function generateRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, generateRecoveryCode)
}

/**
 * What is kept of a recovery code, however it was typed. Under a key that is
 * not in the database, since 59 bits alone could be tried.
 */
export function hashOfRecoveryCode(userId: string, code: string): Buffer {
  const plain = code.toLowerCase().replace(/[\s-]/g, '')
  return createHmac('sha256', pepper).update(`${userId}/${plain}`).digest()
}

/** Letters beyond a multiple of the alphabet are drawn again, so that all are as likely. */
function generateRecoveryCode(): string {
  const alphabet = RECOVERY_CODE_LETTERS
  const limit = 256 - (256 % alphabet.length)
  let letters = ''
  while (letters.length < RECOVERY_CODE_LENGTH) {
    for (const byte of randomBytes(RECOVERY_CODE_LENGTH)) {
      if (byte < limit) letters += alphabet.charAt(byte % alphabet.length)
    }
  }
  return letters.slice(0, RECOVERY_CODE_LENGTH).replace(/(.{4})(?=.)/g, '$1-')
}
