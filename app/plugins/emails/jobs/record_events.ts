import { defineJob } from '#core/jobs/define_job'
import type { DeliveryEvent } from '#plugins/emails/events/event'

interface Reported {
  readonly organizationId: string
  readonly events: readonly DeliveryEvent[]
}

/** Notes what a provider reported of e-mails. */
export default defineJob<Reported>({
  name: 'emails:record-events',
  group: ({ organizationId }) => organizationId,
  about: ({ events }) => `${events.length} reports`,

  async handle({ events }) {
    const { recordEvents } = await import('#plugins/emails/events/record')
    await recordEvents(events)
  },
})
