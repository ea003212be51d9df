import type { HttpContext } from '@adonisjs/core/http'
import { Problem, conflict } from '#core/http/exceptions/problem'
import { PermanentFailure } from '#core/jobs/permanent_failure'
import { mailFailure } from '#core/mail/mail_failure'
import { sendThrough } from '#core/mail/organization_server'
import { lock } from '#core/resources/records/record'
import EmailSettings from '#plugins/emails/models/email_settings'
import { UnitOfWork } from '#core/database/unit_of_work'

const SUBJECT = 'Test of the e-mail settings'
const TEXT = 'E-mails of your organization can be sent with these settings.'

/**
 * Sends a mail to the caller through the mail server of the settings, and waits for what that says of it.
 *
 * @param address of the caller, where the organization does not know them
 * @returns where it was sent
 * @throws 404 when there are no such settings, 409 without a mail server, 422 saying why it was not sent
 */
export async function sendTest(
  ctx: HttpContext,
  id: string,
  address: string | null = null
): Promise<string> {
  const { server, from, replyTo, to } = await ctx.writeAsCaller(async (unit) => {
    const settings = await lock(ctx, id, { model: EmailSettings })
    if (!(settings instanceof EmailSettings)) throw new Error('Only settings are tested')
    const { rows } = await unit.query<{ email: string }>('SELECT email FROM users WHERE id = $1', [
      ctx.identity.userId,
    ])
    return {
      server: settings.server,
      replyTo: settings.replyTo,
      from: { name: settings.senderName, address: settings.senderEmail },
      to: address ?? rows[0]?.email ?? '',
    }
  })
  if (UnitOfWork.current()) throw new Error('A test waits for a mail server')
  if (server === null) throw conflict('email_not_set_up', 'Name a mail server first.')
  const mail = { from, to, subject: SUBJECT, text: TEXT, html: `<p>${TEXT}</p>`, headers: {} }
  try {
    await sendThrough(server, { ...mail, ...(replyTo !== null && { replyTo }) })
  } catch (error) {
    throw refused(mailFailure(error, 'test'))
  }
  return to
}

function refused(failure: unknown): Problem {
  const detail =
    failure instanceof PermanentFailure || typeof Object(failure).command === 'string'
      ? Object(failure).message
      : 'The mail server could not be reached.'
  return new Problem(422, { code: 'email_test_failed', detail: String(detail), cause: failure })
}
