import { badRequest } from '#core/http/exceptions/problem'
import { type DeliveryEvent, membersOf } from '#plugins/emails/events/event'
import { isOfMailgun, readMailgun, verifyMailgun } from '#plugins/emails/events/mailgun'
import { isOfPostmark, readPostmark } from '#plugins/emails/events/postmark'
import { readSendgrid, verifySendgrid } from '#plugins/emails/events/sendgrid'
import { confirmationUrl, isOfSns, readSes } from '#plugins/emails/events/ses'
import type { SentReport } from '#plugins/emails/events/signature'
import { verifySns } from '#plugins/emails/events/sns_signature'
import type { EVENT_PROVIDERS } from '#plugins/emails/resources/email_settings'

type EventProvider = (typeof EVENT_PROVIDERS)[number]

/** Those whose reports are known by a key that the organization is given there. */
export const PROVIDERS_WITH_KEY: ReadonlySet<EventProvider | null> = new Set([
  'mailgun',
  'sendgrid',
] as const)

/** What a provider sent, as far as something follows from it. */
export interface Report {
  readonly events: readonly DeliveryEvent[]
  /** Where it wants to be asked before it reports anything; null where it does not. */
  readonly confirmAt: string | null
}

interface Provider {
  /** @returns null for what is none of its reports */
  read(body: unknown): Report | null
  /** @throws 403 for what it did not send */
  verify(sent: SentReport, key: string): void | Promise<void>
}

const events = (found: readonly DeliveryEvent[]): Report => ({ events: found, confirmAt: null })

const PROVIDERS: Readonly<Record<EventProvider, Provider>> = {
  mailgun: {
    read: (body) => (isOfMailgun(membersOf(body)) ? events(readMailgun(membersOf(body))) : null),
    verify: verifyMailgun,
  },
  /* Signs nothing: the address, which no one else is told, is what it is known by. */
  postmark: {
    read: (body) => (isOfPostmark(membersOf(body)) ? events(readPostmark(membersOf(body))) : null),
    verify: () => undefined,
  },
  sendgrid: {
    read: (body) => (Array.isArray(body) ? events(readSendgrid(body)) : null),
    verify: verifySendgrid,
  },
  ses: {
    read: (body) => {
      const members = membersOf(body)
      if (!isOfSns(members)) return null
      return { events: readSes(members), confirmAt: confirmationUrl(members) }
    },
    verify: verifySns,
  },
}

/**
 * What a provider reports, once it is known that it does. Outside of units of work.
 *
 * @throws 400 for what it never sends, 403 for what it did not send
 */
export async function readReport(
  provider: EventProvider,
  key: string,
  sent: SentReport
): Promise<Report> {
  const { read, verify } = PROVIDERS[provider]
  const report = read(sent.body)
  if (report === null) {
    throw badRequest('unknown_provider', `This is no report as ${provider} sends it.`)
  }
  await verify(sent, key)
  return report
}
