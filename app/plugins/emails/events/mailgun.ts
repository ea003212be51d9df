import { createHmac, timingSafeEqual } from 'node:crypto'
import { type SentReport, ensureRecent, unauthentic } from '#plugins/emails/events/signature'
import { type DeliveryEvent, type Members, eventsOf, membersOf } from '#plugins/emails/events/event'

/* https://documentation.mailgun.com/docs/mailgun/user-manual/events/webhook-payloads */

export function isOfMailgun(body: Members): boolean {
  return 'event-data' in body
}

export function readMailgun(body: Members): DeliveryEvent[] {
  const data = membersOf(body['event-data'])
  const because = becauseOf(data)
  const messageId = membersOf(membersOf(data.message).headers)['message-id']
  const status = membersOf(data['delivery-status'])
  return eventsOf(because, data.recipient, {
    messageId,
    reason: status.message || status.description,
  })
}

function becauseOf({ event, severity }: Members) {
  if (event === 'failed' && severity === 'permanent') return 'bounced'
  if (event === 'complained') return 'complained'
  return event === 'unsubscribed' ? 'unsubscribed' : undefined
}

/* https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks */

/** @throws 403 for what was not signed with the key */
export function verifyMailgun({ body }: SentReport, key: string): void {
  const { timestamp, token, signature } = membersOf(membersOf(body).signature)
  const signed = createHmac('sha256', key).update(`${timestamp}${token}`).digest()
  const given = Buffer.from(String(signature), 'hex')
  if (given.length !== signed.length || !timingSafeEqual(given, signed)) throw unauthentic()
  ensureRecent(Number(timestamp) * 1_000)
}
