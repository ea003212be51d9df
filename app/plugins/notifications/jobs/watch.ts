import { defineJob } from '#core/jobs/define_job'

/** Notifies users of what happens, in every worker. */
export default defineJob<Record<never, never>>({
  name: 'notifications:watch',
  unit: 'none',
  continuous: { pause: 1_000 },

  async handle(_payload, { signal }) {
    const { watch } = await import('#plugins/notifications/consumer/watch')
    await watch(signal)
  },
})
