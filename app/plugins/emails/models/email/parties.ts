import { emails as config } from '#config/emails'
import { sender as installation } from '#config/mail'
import type { Identity } from '#core/access/identity'
import { conflict, invalid } from '#core/http/exceptions/problem'
import { byMailer } from '#core/mail/default_transport'
import { isWrapped } from '#core/plugins/plugin_set'
import { service } from '#core/plugins/services/service'
import type { Resource } from '#core/resources/define_resource'
import { RecordQuery } from '#core/resources/query/record_query'
import { emailKey } from '#core/text/keys'
import EmailSettings from '#plugins/emails/models/email_settings'
import EmailSuppression from '#plugins/emails/models/email_suppression'
import { UnitOfWork } from '#core/database/unit_of_work'

/** Whom an e-mail goes to. */
interface Addressed {
  readonly resource: Resource
  readonly id: string
  /** Which of their addresses; the primary one by default. */
  readonly email?: string | null | undefined
}

/** Whom an e-mail is from. */
export interface From {
  readonly fromName: string
  readonly fromEmail: string
  readonly replyTo: string | null
}

/**
 * The address that an e-mail goes to.
 *
 * @throws 422 when they have none, or not this one; 409 for one to which nothing is sent any more
 */
export async function addressOf(
  caller: Identity,
  { resource, id, email = null }: Addressed
): Promise<string> {
  const unit = UnitOfWork.get()
  const query = new RecordQuery(resource, caller, unit)
  const fields = ['email', 'emails', 'consent'].filter((name) => query.visible.has(name))
  const { body } = await unit.read(query.detail(id, fields))
  const shown: unknown = JSON.parse(body)
  const contact = contactsIn(shown).find((each) =>
    email === null ? each.isPrimary : emailKey(each.value) === emailKey(email)
  )
  if (contact === undefined) throw withoutAddress(email)
  if (Object(Object(shown).consent).email === 'denied') throw optedOut()
  if (contact.state === 'opted_out') throw optedOut()
  if (contact.state === 'bounced') throw bounced()
  await ensureNotSuppressed(contact.value)
  return contact.value
}

/** @throws 409 for an address to which nothing is sent any more */
export async function ensureNotSuppressed(email: string): Promise<void> {
  const reason = await EmailSuppression.reasonFor(email)
  if (reason !== null) throw reason === 'bounced' ? bounced() : optedOut()
}

/**
 * Whom the organization writes as. Through the mail server of the installation that is the address of the
 * installation, since no other one is allowed to send as the organization; answers go to the organization.
 *
 * @throws 409 when it has nothing to send through
 */
export async function senderFor(organization: string, callerEmail: string): Promise<From> {
  const { organizationId } = UnitOfWork.get()
  const settings = await EmailSettings.current()
  const isOwn = Boolean(settings?.smtpHost) || (await isReplaced(organizationId))
  if (settings !== null && isOwn) {
    const { senderName: fromName, senderEmail: fromEmail, replyTo } = settings
    return { fromName, fromEmail, replyTo }
  }
  if (!isOwn && !config.throughInstallation) throw notSetUp()
  return {
    fromName: settings?.senderName ?? organization,
    fromEmail: installation.address,
    replyTo: settings?.replyTo ?? settings?.senderEmail ?? callerEmail,
  }
}

/** Whether a plugin of the organization has mails leave by another way than the installation's. */
async function isReplaced(organizationId: string | null): Promise<boolean> {
  if (organizationId === null || !isWrapped('mail.transport')) return false
  return (await service('mail.transport', { organizationId })) !== byMailer
}

interface Contact {
  readonly value: string
  readonly isPrimary: boolean
  readonly state: string
}

/** The addresses of a record as its API shows them: those of a person, or the one of a lead. */
function contactsIn(shown: unknown): Contact[] {
  const { email, emails }: { email?: unknown; emails?: unknown } = Object(shown)
  const listed = Array.isArray(emails) ? emails : [{ value: email, is_primary: true, state: 'ok' }]
  return listed.flatMap((entry: unknown) => {
    const { value, is_primary: isPrimary, state }: Record<string, unknown> = Object(entry)
    if (typeof value !== 'string') return []
    return [{ value, isPrimary: isPrimary === true, state: String(state) }]
  })
}

function withoutAddress(email: string | null) {
  const [field, message] =
    email === null
      ? ['to_id', 'The recipient has no e-mail address']
      : ['to_email', 'The to_email field must be an address of the recipient']
  return invalid([{ field, rule: 'address', message }])
}

const optedOut = () =>
  conflict('recipient_opted_out', 'The recipient does not want e-mails of this organization.')

const bounced = () =>
  conflict('recipient_bounced', 'E-mails to this address come back. Correct it first.')

const notSetUp = () =>
  conflict(
    'email_not_set_up',
    'Name a mail server in the e-mail settings of the organization first.'
  )
