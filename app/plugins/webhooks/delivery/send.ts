import { webhookSignature } from '#core/http/webhook_signature'
import { ask } from '#core/plugins/delivery/http'
import type { Batch, Ready } from '#plugins/webhooks/delivery/batch'
import type { Attempted } from '#plugins/webhooks/delivery/outcome'

/** Seconds in which a receiver has to answer. */
const DEADLINE = 10

/** Bytes of an answer that are kept. */
const KEPT_BYTES = 4_096

/** Characters of each header that are kept, and how many headers. */
const KEPT_HEADER = 256
const KEPT_HEADERS = 40

const MAX_ERROR = 1_000

type Headers = Readonly<Record<string, string>>

/** What the log keeps of an attempt. */
export interface Attempt {
  readonly result: Attempted
  readonly durationMs: number
  /** A sentence; null when it was answered. */
  readonly error: string | null
  readonly requestHeaders: Headers
  readonly answerHeaders: Headers | null
  readonly answer: string | null
}

/**
 * Sends one request, signed at this moment. Outside of any transaction. It does not throw: that there
 * is no answer is what came of it.
 */
export async function send(
  { url, secrets }: Pick<Batch, 'url' | 'secrets'>,
  { eventId, body }: Ready
): Promise<Attempt> {
  const timestamp = Math.floor(Date.now() / 1_000)
  const signature = webhookSignature({ id: eventId, timestamp, body }, ...secrets)
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'headless-crm',
    'webhook-id': eventId,
    'webhook-timestamp': String(timestamp),
  }
  const requestHeaders = { ...headers, 'webhook-signature': signature.replace(/v1,\S+/g, 'v1,…') }
  const began = performance.now()
  const elapsed = () => Math.round(performance.now() - began)
  try {
    const answered = await ask(url, {
      method: 'POST',
      headers: { ...headers, 'webhook-signature': signature },
      body,
      deadline: DEADLINE,
      maxBytes: KEPT_BYTES,
      cutsBody: true,
    })
    return {
      result: { status: answered.status, retryAfter: answered.headers['retry-after'] },
      durationMs: elapsed(),
      error: errorOf(answered.status),
      requestHeaders,
      answerHeaders: redacted(answered.headers),
      answer: kept(answered.text()),
    }
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    return {
      result: { status: null },
      durationMs: elapsed(),
      error: kept(words).slice(0, MAX_ERROR),
      requestHeaders,
      answerHeaders: null,
      answer: null,
    }
  }
}

function errorOf(status: number): string | null {
  if (status >= 200 && status < 300) return null
  const isRedirect = status >= 300 && status < 400
  return isRedirect
    ? `The receiver redirects (${status}), which is not followed.`
    : `The receiver answered ${status}.`
}

/** What names or lets in somebody is not kept. */
const SECRET = /cookie|auth|token|secret|signature|key/

function redacted(headers: Headers): Headers {
  const entries = Object.entries(headers).slice(0, KEPT_HEADERS)
  return Object.fromEntries(
    entries.map(([name, value]) => [
      kept(name),
      SECRET.test(name) ? '…' : kept(value).slice(0, KEPT_HEADER),
    ])
  )
}

/** Text as PostgreSQL keeps it. */
function kept(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}
