import { type KeyObject, createPublicKey, verify } from 'node:crypto'
import type { Because } from '#plugins/emails/opt_outs'
import { type SentReport, ensureRecent, unauthentic } from '#plugins/emails/events/signature'
import { type DeliveryEvent, eventsOf, membersOf } from '#plugins/emails/events/event'

/* https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event */

const BECAUSE: Readonly<Record<string, Because>> = {
  bounce: 'bounced',
  spamreport: 'complained',
  unsubscribe: 'unsubscribed',
  group_unsubscribe: 'unsubscribed',
}

export function readSendgrid(events: readonly unknown[]): DeliveryEvent[] {
  return events.flatMap((entry) => {
    const { event, type, email, reason, 'smtp-id': messageId } = membersOf(entry)
    /* A block passes: a full mailbox, or a policy of the moment. */
    if (event === 'bounce' && type === 'blocked') return []
    return eventsOf(BECAUSE[String(event)], email, { messageId, reason })
  })
}

/* https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features */

const SIGNATURE = 'x-twilio-email-event-webhook-signature'
const TIMESTAMP = 'x-twilio-email-event-webhook-timestamp'

/** @throws 403 for what was not signed with the private part of the key */
export function verifySendgrid({ raw, headers }: SentReport, key: string): void {
  const publicKey = sendgridKey(key)
  const timestamp = String(headers[TIMESTAMP])
  const signature = Buffer.from(String(headers[SIGNATURE]), 'base64')
  const isSigned =
    publicKey !== null && verify('sha256', Buffer.from(timestamp + raw), publicKey, signature)
  if (!isSigned) throw unauthentic()
  ensureRecent(Number(timestamp) * 1_000)
}

/** The key by which SendGrid lets its reports be verified, as it is shown there; null for what is none. */
export function sendgridKey(text: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ec' ? key : null
  } catch {
    return null
  }
}
