import type { Because } from '#plugins/emails/opt_outs'
import { type DeliveryEvent, type Members, eventsOf } from '#plugins/emails/events/event'

/* https://postmarkapp.com/developer/webhooks/bounce-webhook, and its neighbours. */

const OF_BOUNCES: Readonly<Record<string, Because>> = {
  HardBounce: 'bounced',
  BadEmailAddress: 'bounced',
  SpamComplaint: 'complained',
  SpamNotification: 'complained',
  Unsubscribe: 'unsubscribed',
}

const OF_SUPPRESSIONS: Readonly<Record<string, Because>> = {
  HardBounce: 'bounced',
  SpamComplaint: 'complained',
  ManualSuppression: 'unsubscribed',
}

export function isOfPostmark(body: Members): boolean {
  return typeof body.RecordType === 'string'
}

export function readPostmark(body: Members): DeliveryEvent[] {
  const { MessageID: messageId, Description: reason } = body
  switch (body.RecordType) {
    case 'Bounce':
      return eventsOf(OF_BOUNCES[String(body.Type)], body.Email, { messageId, reason })
    case 'SpamComplaint':
      return eventsOf('complained', body.Email, { messageId })
    case 'SubscriptionChange': {
      if (body.SuppressSending !== true) return []
      const because = OF_SUPPRESSIONS[String(body.SuppressionReason)]
      return eventsOf(because, body.Recipient, { messageId })
    }
    default:
      return []
  }
}
