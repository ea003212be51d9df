import { defineJob } from '#core/jobs/define_job'

interface Confirmation {
  readonly organizationId: string
  readonly url: string
}

/** Tells SNS that its reports are wanted. */
export default defineJob<Confirmation>({
  name: 'emails:confirm-subscription',
  unit: 'none',
  timeout: 60,

  async handle({ url }) {
    const { isOfAmazon } = await import('#plugins/emails/events/ses')
    const { ask } = await import('#core/plugins/delivery/http')
    if (!isOfAmazon(url)) return
    const { ok, status } = await ask(url)
    if (!ok) throw new Error(`SNS answered ${status} to the confirmation of a subscription`)
  },
})
