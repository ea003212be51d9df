import mail from '@adonisjs/mail/services/main'
import { defineJob } from '#core/jobs/define_job'
import { TemplatedMail } from '#core/mail/mail'
import { type MailJob, buildMail } from '#core/mail/mail_job'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/**
 * Sends a letter. It is written at this moment, with a token drawn for it, and
 * by nobody before: an attempt after a failed one writes it anew.
 */
export default defineJob<MailJob>({
  name: 'mail:send',
  unit: 'none',
  concurrency: 4,
  timeout: 60,

  async handle(order) {
    const letter = await UnitOfWork.run(asSystem, () => buildMail(order))
    if (letter) await mail.send(new TemplatedMail(letter))
  },
})
