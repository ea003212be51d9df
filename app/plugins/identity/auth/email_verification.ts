import { recordAccountEvent } from '#core/audit/account_event'
import type { Identity } from '#core/access/identity'
import { consume } from '#plugins/identity/auth/email_token'
import { enqueue } from '#core/jobs/enqueue'
import sendMail from '#core/jobs/send_mail'
import type { Device } from '#core/access/device'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/** Sends the caller another letter that asks them to confirm their address, if they have not. */
export async function requestVerification(caller: Identity): Promise<void> {
  await enqueue(sendMail, { letter: 'verification', userId: caller.userId })
}

/** Takes the proof that a user reads the mail of their address. @throws 422 when it is none */
export async function verifyEmail(token: string, device: Device): Promise<void> {
  await UnitOfWork.run(asSystem, async () => {
    const { user } = await consume(token, 'verify_email')
    await user.verify().save()
    await recordAccountEvent('email-verify', user.id, device)
  })
}
