import type { Because } from '#plugins/emails/opt_outs'
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
