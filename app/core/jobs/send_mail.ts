import { defineJob } from '#core/jobs/define_job'
import type { MailContent } from '#core/mail/mail'
import { mailFailure } from '#core/mail/mail_failure'
import { sendMailOf } from '#core/mail/transport'
import type { BuildMail, MailName, Mails } from '#core/plugins/api'
import { installedPlugins, loadCode } from '#core/plugins/installed'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/**
 * A mail that is to be built: which one, and what it is about. It waits in the
 * database until it is sent, so it holds no token: the mail draws its own.
 */
type MailJob = { readonly [K in MailName]: { readonly letter: K } & Mails[K] }[MailName]

/**
 * Sends a mail. It is built at this moment, with a token drawn for it, and not
 * before: an attempt after a failed one builds it anew.
 */
export default defineJob<MailJob>({
  name: 'mail:send',
  unit: 'none',
  concurrency: 4,
  timeout: 60,
  about: ({ letter }) => letter,

  async handle(job) {
    const content = await UnitOfWork.run(asSystem, () => buildMail(job))
    if (!content) return
    try {
      await sendMailOf('organizationId' in job ? job.organizationId : null, content)
    } catch (error) {
      throw mailFailure(error, job.letter)
    }
  },
})

/** What the mail says; null when there is nothing left to say. @throws when no module builds it */
async function buildMail(job: MailJob): Promise<MailContent | null> {
  for (const { mails } of installedPlugins()) {
    const builder: BuildMail | undefined = (await loadCode(mails))?.[job.letter]
    if (builder) return builder(job)
  }
  throw new Error(`No module builds the mail "${job.letter}"`)
}
