import { defineJob } from '#core/jobs/define_job'

/** Sends what webhooks have to send, in every worker. */
export default defineJob<Record<never, never>>({
  name: 'webhooks:deliver',
  unit: 'none',
  continuous: { pause: 1_000 },

  async handle(_payload, { signal }) {
    const { sendWebhooks } = await import('#plugins/webhooks/delivery/watch')
    await sendWebhooks(signal)
  },
})
