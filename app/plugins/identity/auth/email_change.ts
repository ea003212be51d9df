import type { HttpContext } from '@adonisjs/core/http'
import { recordAccountEvent } from '#core/audit/account_event'
import { ensurePassword } from '#plugins/identity/auth/password_proof'
import { consume } from '#plugins/identity/auth/email_token'
import { enqueue } from '#core/jobs/enqueue'
import sendMail from '#core/jobs/send_mail'
import { AccountToken } from '#plugins/identity/models/account_token'
import type { Device } from '#core/access/device'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/**
 * Sends a letter to the address that the caller wants to have. Nothing changes
 * until it is confirmed; whether the address has an account is not asked here.
 *
 * @throws 401 when the session has ended meanwhile, 422 when the password is wrong
 */
export async function requestEmailChange(
  { identity, writeAsCaller }: Pick<HttpContext, 'identity' | 'writeAsCaller'>,
  email: string,
  password: string
): Promise<void> {
  const { id: userId } = await ensurePassword(identity, password)
  await writeAsCaller(() =>
    enqueue(sendMail, { letter: 'email_change', userId, email, at: new Date().toISOString() })
  )
}

/**
 * Makes the confirmed address the user's, and tells the one that they had.
 *
 * @throws 422 when the token is not good, 409 when the address has an account by now
 */
export async function confirmEmailChange(token: string, device: Device): Promise<void> {
  await UnitOfWork.run(asSystem, async () => {
    const { user, email } = await consume(token, 'change_email')
    const formerly = user.email
    await user.takeEmail(email).save()
    await AccountToken.revoke(user.id)
    await recordAccountEvent('email-change', user.id, device)
    await enqueue(sendMail, { letter: 'email_changed', userId: user.id, formerly })
  })
}
