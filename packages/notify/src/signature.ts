import { createHmac } from 'node:crypto'

const PREFIX = 'whsec_'

/** What is signed of a request. */
export interface Signed {
  /** Its `webhook-id`. */
  readonly id: string
  /** Seconds since 1970, as `webhook-timestamp` says. */
  readonly timestamp: number
  readonly body: string
}

/** The `webhook-signature` of a request, by Standard Webhooks: https://www.standardwebhooks.com */
export function signatureOf({ id, timestamp, body }: Signed, secret: string): string {
  const signed = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`)
  return `v1,${signed.digest('base64')}`
}

function keyOf(secret: string): Buffer {
  return secret.startsWith(PREFIX)
    ? Buffer.from(secret.slice(PREFIX.length), 'base64')
    : Buffer.from(secret)
}
