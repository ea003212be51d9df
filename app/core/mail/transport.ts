import mail from '@adonisjs/mail/services/main'
import { sender } from '#config/mail'
import { PermanentFailure } from '#core/jobs/permanent_failure'
import { byMailer } from '#core/mail/default_transport'
import { type MailContent, TemplatedMail } from '#core/mail/mail'
import type { MailTransport, OutgoingMail } from '#core/mail/outgoing_mail'
import { isWrapped } from '#core/plugins/plugin_set'
import { service } from '#core/plugins/services/service'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

/**
 * Sends a mail of an organization, as plugins that are on there have it. Outside of units of work:
 * it waits for another system.
 *
 * @param organizationId null for a mail about an account, which is no organization's
 */
export async function sendMailOf(
  organizationId: string | null,
  content: MailContent
): Promise<void> {
  const templated = new TemplatedMail(content)
  const transport = organizationId === null ? byMailer : await transportOf(organizationId)
  if (transport === byMailer) {
    await mail.send(templated)
    return
  }
  const { ask } = await import('#core/plugins/delivery/http')
  try {
    await transport.send(await rendered(templated, content), { http: ask })
  } catch (error) {
    throw isToldBySmtp(error) || error instanceof PermanentFailure ? error : untold(error)
  }
}

/** How mails of an organization leave. Outside of units of work. */
export async function transportOf(organizationId: string): Promise<MailTransport> {
  if (!isWrapped('mail.transport')) return byMailer
  return UnitOfWork.run(forOrganization(organizationId), () =>
    service('mail.transport', { organizationId })
  )
}

async function rendered(templated: TemplatedMail, { to }: MailContent): Promise<OutgoingMail> {
  await templated.buildWithContents()
  const { subject = '', text, html } = templated.message.nodeMailerMessage
  return {
    to,
    from: sender,
    subject,
    text: textOf(text),
    html: textOf(html),
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}

const textOf = (content: unknown) => (typeof content === 'string' ? content : '')

/** Errors of the mailer are told in words of their own, by `mailFailure`. */
const isToldBySmtp = (error: unknown) => typeof Object(error).command === 'string'

/** What others say of a mail may name its recipient, and people read it in dead letters. */
function untold(cause: unknown): Error {
  return new Error('The mail was not taken by the transport that a plugin brings', { cause })
}
