import { appUrl } from '#config/app'
import { SignedLinks } from '#core/access/signed_link'

/** What a token stands for. It does not expire: mails are kept for years. */
export interface Claims {
  readonly organizationId: string
  /** The e-mail; for reports, which of the organization's addresses for them it is. */
  readonly subject: string
  /** Who wants no more, also when the e-mail was deleted. */
  readonly address?: string
}

/** By what a token is for: to want no more e-mails, or to report what became of some. */
const links = {
  'email-unsubscribe': new SignedLinks('email-unsubscribe', { expires: false }),
  'email-events': new SignedLinks('email-events', { expires: false }),
}

type Purpose = keyof typeof links

function signToken(
  purpose: Purpose,
  { organizationId: org, subject: sub, address }: Claims
): Promise<string> {
  return links[purpose].sign({ org, sub, ...(address !== undefined && { adr: address }) }, null)
}

/** What a token stands for; null when it is none of ours, or for something else. */
export async function readToken(purpose: Purpose, token: string): Promise<Claims | null> {
  const { org, sub, adr } = (await links[purpose].read(token)) ?? {}
  if (org === undefined || sub === undefined) return null
  return { organizationId: org, subject: sub, ...(adr !== undefined && { address: adr }) }
}

/** Where someone says that they want no more e-mails. */
export async function unsubscribeUrl(
  organizationId: string,
  { id: subject, address }: { readonly id: string; readonly address: string }
): Promise<string> {
  const token = await signToken('email-unsubscribe', { organizationId, subject, address })
  return `${appUrl}/api/email-unsubscribes/${token}/`
}

/** Where a provider reports what became of e-mails of an organization. */
export async function eventsUrl(organizationId: string, eventsVersion: number): Promise<string> {
  const token = await signToken('email-events', { organizationId, subject: String(eventsVersion) })
  return `${appUrl}/api/email-events/${token}/`
}
