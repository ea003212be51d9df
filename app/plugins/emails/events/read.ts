import { badRequest } from '#core/http/exceptions/problem'
import { type DeliveryEvent, membersOf } from '#plugins/emails/events/event'
import { isOfMailgun, readMailgun } from '#plugins/emails/events/mailgun'
import { isOfPostmark, readPostmark } from '#plugins/emails/events/postmark'
import { readSendgrid } from '#plugins/emails/events/sendgrid'
import { confirmationUrl, isOfSns, readSes } from '#plugins/emails/events/ses'

/** What a provider sent, as far as something follows from it. */
export interface Report {
  readonly events: readonly DeliveryEvent[]
  /** Where it wants to be asked before it reports anything; null where it does not. */
  readonly confirmAt: string | null
}

/** @throws 400 for what none of the known providers sends */
export function readReport(body: unknown): Report {
  if (Array.isArray(body)) return { events: readSendgrid(body), confirmAt: null }
  const members = membersOf(body)
  if (isOfSns(members)) return { events: readSes(members), confirmAt: confirmationUrl(members) }
  if (isOfMailgun(members)) return { events: readMailgun(members), confirmAt: null }
  if (isOfPostmark(members)) return { events: readPostmark(members), confirmAt: null }
  throw badRequest(
    'unknown_provider',
    'Reports are read as Postmark, SendGrid, Mailgun and Amazon SES (by SNS) send them.'
  )
}
