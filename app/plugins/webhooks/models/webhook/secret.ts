import { randomBytes } from 'node:crypto'
import encryption from '@adonisjs/core/services/encryption'

/** Whose a secret is: a copy of it in another row cannot be read. */
interface Place {
  readonly organizationId: string
  readonly id: string
}

const BYTES = 32

/** A new secret, as Standard Webhooks writes it. */
export function generateSecret(): string {
  return `whsec_${randomBytes(BYTES).toString('base64')}`
}

export function sealSecret(secret: string, place: Place): string {
  return encryption.encrypt(secret, undefined, purposeOf(place))
}

/** @returns null when it was encrypted with another key, or for another webhook */
export function unsealSecret(sealed: string, place: Place): string | null {
  return encryption.decrypt<string>(sealed, purposeOf(place))
}

function purposeOf({ organizationId, id }: Place): string {
  return `webhook/${organizationId}/${id}`
}
