import { defineJob } from '#core/jobs/define_job'

interface Queued {
  readonly organizationId: string
  readonly emailId: string
}

/**
 * Sends an e-mail to a person or a lead, in a queue beside that of the application's own mails, and one of
 * each organization at a time.
 */
export default defineJob<Queued>({
  name: 'emails:send',
  unit: 'none',
  concurrency: 4,
  timeout: 180,
  group: ({ organizationId }) => organizationId,
  about: ({ emailId }) => emailId,

  async handle({ organizationId, emailId }, { isLastAttempt }) {
    const { deliver } = await import('#plugins/emails/delivery')
    await deliver(organizationId, emailId, isLastAttempt)
  },
})
