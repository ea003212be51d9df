import { ask } from '#core/plugins/delivery/http'
import { Problem } from '#core/http/exceptions/problem'
import { PermanentFailure } from '#core/jobs/permanent_failure'
import { mailFailure } from '#core/mail/mail_failure'
import { sendThrough } from '#core/mail/organization_server'
import type { OutgoingMail } from '#core/mail/outgoing_mail'
import type { SmtpServer } from '#core/mail/smtp_client'
import { transportOf } from '#core/mail/transport'
import Email from '#plugins/emails/models/email'
import EmailSettings from '#plugins/emails/models/email_settings'
import { contentsOf, filesToSend } from '#plugins/emails/models/email/attached'
import { ensureNotSuppressed } from '#plugins/emails/models/email/parties'
import { giveUpAddress } from '#plugins/emails/opt_outs'
import { mailOf } from '#plugins/emails/outgoing'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

/** What an attempt needs when no unit is open any more. */
interface Prepared {
  readonly email: Email
  readonly server: SmtpServer | null
  readonly files: Awaited<ReturnType<typeof filesToSend>>
}

/** An address that there is not: the server was asked for this recipient, and knows none (RFC 3463, X.1). */
const NO_SUCH_ADDRESS = /^5\d\d[ -]5\.1\.\d/

/**
 * Sends an e-mail, in three steps: that it is attempted is noted, it is handed over, and what became of it is
 * noted. An attempt that finds another one noted does not send: whether that one arrived is not known
 * (ADR 0480). Outside of units of work.
 *
 * @throws what is worth another attempt
 */
export async function deliver(
  organizationId: string,
  emailId: string,
  isLastAttempt: boolean
): Promise<void> {
  const within = <T>(work: () => Promise<T>) =>
    UnitOfWork.run(forOrganization(organizationId), work)
  const prepared = await within(() => prepare(emailId))
  if (prepared === null) return
  try {
    await send(organizationId, prepared)
  } catch (error) {
    const failure = mailFailure(error, emailId)
    if (isNoSuchAddress(error)) {
      await within(() => noteBounce(prepared.email, sentenceOf(failure)))
    } else if (failure instanceof PermanentFailure || isLastAttempt) {
      await within(() => settled(emailId, (email) => email.fail(sentenceOf(failure))))
    } else {
      await within(() => settled(emailId, (email) => email.noteAttempt(null)))
      throw failure
    }
    return
  }
  await within(async () => (await Email.findForUpdate(emailId))?.markSent())
}

/** @returns null when there is nothing to be sent */
async function prepare(emailId: string): Promise<Prepared | null> {
  const email = await Email.findForUpdate(emailId)
  if (email?.state !== 'queued') return null
  if (email.attemptedAt !== null) {
    await email.fail('The process ended while it was sent: it is not known whether it arrived.')
    return null
  }
  try {
    await ensureNotSuppressed(email.toEmail)
    const settings = await EmailSettings.current()
    const files = await filesToSend(email.attachmentIds)
    const server = settings?.server ?? null
    await email.noteAttempt(new Date())
    return { email, server, files }
  } catch (error) {
    if (error instanceof Problem) await becomeRefused(email, error)
    else if (error instanceof PermanentFailure) await email.fail(error.message)
    else throw error
    return null
  }
}

/** What was ordered before its address was given up is not sent. */
function becomeRefused(email: Email, { code }: Problem): Promise<void> {
  return code === 'recipient_bounced' ? email.bounce(null) : email.optOut()
}

async function send(organizationId: string, { email, server, files }: Prepared): Promise<void> {
  const attachments = await contentsOf(organizationId, files)
  const mail: OutgoingMail = { ...(await mailOf(email)), attachments }
  if (server !== null) return sendThrough(server, mail)
  const transport = await transportOf(organizationId)
  await transport.send(mail, { http: ask })
}

/** Nothing happens when it was deleted, or something else has become of it meanwhile. */
async function settled(emailId: string, note: (email: Email) => Promise<void>): Promise<void> {
  const email = await Email.findForUpdate(emailId)
  if (email?.state === 'queued') await note(email)
}

async function noteBounce({ id, toEmail }: Email, reason: string): Promise<void> {
  await giveUpAddress(toEmail, 'bounced')
  await settled(id, (email) => email.bounce(reason))
}

function isNoSuchAddress(error: unknown): boolean {
  const { command, response }: { command?: unknown; response?: unknown } = Object(error)
  return command === 'RCPT TO' && typeof response === 'string' && NO_SUCH_ADDRESS.test(response)
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : 'The mail was not sent'
}
