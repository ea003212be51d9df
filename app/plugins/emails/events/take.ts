import { enqueue, enqueueAll } from '#core/jobs/enqueue'
import { readReport } from '#plugins/emails/events/read'
import confirmSubscription from '#plugins/emails/jobs/confirm_subscription'
import recordEventsJob from '#plugins/emails/jobs/record_events'
import EmailSettings from '#plugins/emails/models/email_settings'
import type { Claims } from '#plugins/emails/tokens'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

/** Reports that one job notes, in one transaction. */
const BATCH = 50

/**
 * Takes what a provider reports. What follows from it is done by jobs, so that the provider never waits.
 *
 * @param body as JSON has it
 * @returns false where the address to which it was sent is none of the organization's any more
 * @throws 400 for what no known provider sends
 */
export function takeReport({ organizationId, subject }: Claims, body: unknown): Promise<boolean> {
  return UnitOfWork.run(forOrganization(organizationId), async () => {
    const settings = await EmailSettings.current()
    if (String(settings?.eventsVersion) !== subject) return false
    const { events, confirmAt } = readReport(body)
    if (confirmAt !== null) await enqueue(confirmSubscription, { organizationId, url: confirmAt })
    const batches = Array.from({ length: Math.ceil(events.length / BATCH) }, (_, index) => ({
      organizationId,
      events: events.slice(index * BATCH, (index + 1) * BATCH),
    }))
    await enqueueAll(recordEventsJob, batches)
    return true
  })
}
