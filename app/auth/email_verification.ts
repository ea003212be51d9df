import { recordAccountEvent } from '#audit/account_event'
import type { Identity } from '#auth/identity'
import { redeem } from '#auth/proof'
import { enqueue } from '#jobs/enqueue'
import sendMail from '#jobs/send_mail'
import type { Device } from '#models/session'
import { UnitOfWork, forSystem } from '#tenancy/unit_of_work'

/** Sends the caller another letter that asks him to confirm his address, if he has not. */
export async function requestVerification(caller: Identity): Promise<void> {
  await enqueue(sendMail, { letter: 'verification', userId: caller.userId })
}

/** Takes the proof that somebody reads the mail of his address. @throws 422 when it is none */
export async function verifyEmail(token: string, device: Device): Promise<void> {
  await UnitOfWork.run(forSystem, async () => {
    const { user } = await redeem(token, 'verify_email')
    await user.verify().save()
    await recordAccountEvent('email-verify', user.id, device)
  })
}
