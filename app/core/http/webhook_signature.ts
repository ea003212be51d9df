import { createHmac } from 'node:crypto'

const PREFIX = 'whsec_'

/** What is signed of a request. */
export interface SignedRequest {
  /** Its `webhook-id`. */
  readonly id: string
  /** Seconds since 1970, as `webhook-timestamp` says. */
  readonly timestamp: number
  readonly body: string
}

/**
 * The `webhook-signature` of a request by Standard Webhooks: https://www.standardwebhooks.com
 *
 * @param secrets `whsec_` with a key in base64, or a text that is the key; several while one replaces another
 */
export function webhookSignature(
  { id, timestamp, body }: SignedRequest,
  ...secrets: readonly string[]
): string {
  return secrets
    .map((secret) => {
      const signed = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`)
      return `v1,${signed.digest('base64')}`
    })
    .join(' ')
}

function keyOf(secret: string): Buffer {
  return secret.startsWith(PREFIX)
    ? Buffer.from(secret.slice(PREFIX.length), 'base64')
    : Buffer.from(secret)
}
