import type { ListenerContext, ListenerRun, Message, Sdk } from 'headless-crm/plugin'
import type { Posting, Settings } from './settings.js'

/** Seconds in which the other system has to answer. */
const DEADLINE = 10

/**
 * Sends a request, signed anew at every attempt, under the same `webhook-id`. What it throws has it
 * tried again, and counts for the circuit breaker of the organization. Without an address or a secret,
 * such as when they were taken back meanwhile, nothing is sent.
 */
export async function post(
  { webhookSignature }: Sdk,
  { payload: { id, body } }: Message<Posting>,
  { settings: { url, secret }, http }: ListenerContext<Settings>,
  { signal }: ListenerRun
): Promise<void> {
  if (url === null || secret === null) return
  const timestamp = Math.floor(Date.now() / 1_000)
  const { ok, status } = await http(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': webhookSignature({ id, timestamp, body }, secret),
    },
    body,
    deadline: DEADLINE,
    signal,
  })
  if (!ok) throw new Error(`${new URL(url).host} answered ${status}`)
}
