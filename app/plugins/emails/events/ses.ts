import {
  type DeliveryEvent,
  type Members,
  eventsOf,
  listOf,
  membersOf,
  textOf,
} from '#plugins/emails/events/event'

/* Amazon SES, by way of SNS: https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html */

const OF_AMAZON = /^sns\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/

export function isOfSns(body: Members): boolean {
  return typeof body.Type === 'string' && typeof body.TopicArn === 'string'
}

/** Where SNS wants to be asked before it sends anything; null for what is no such question, or not of Amazon. */
export function confirmationUrl({ Type: type, SubscribeURL: url }: Members): string | null {
  const text = textOf(url)
  if (type !== 'SubscriptionConfirmation' || text === null) return null
  return isOfAmazon(text) ? text : null
}

/** Whether an address is one of SNS, and of no one else. */
export function isOfAmazon(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, port, username, password } = new URL(text)
  const isPlain = protocol === 'https:' && port === '' && username === '' && password === ''
  return isPlain && OF_AMAZON.test(hostname)
}

export function readSes({ Type: type, Message: message }: Members): DeliveryEvent[] {
  if (type !== 'Notification' || typeof message !== 'string') return []
  const told = membersOf(parsed(message))
  const kind = told.notificationType ?? told.eventType
  const messageId = membersOf(membersOf(told.mail).commonHeaders).messageId
  if (kind === 'Complaint') {
    return listOf(membersOf(told.complaint).complainedRecipients).flatMap((entry) =>
      eventsOf('complained', membersOf(entry).emailAddress, { messageId })
    )
  }
  const { bounceType, bouncedRecipients } = membersOf(told.bounce)
  if (kind !== 'Bounce' || bounceType !== 'Permanent') return []
  return listOf(bouncedRecipients).flatMap((entry) => {
    const { emailAddress, diagnosticCode: reason } = membersOf(entry)
    return eventsOf('bounced', emailAddress, { messageId, reason })
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
