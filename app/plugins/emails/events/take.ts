import { Problem } from '#core/http/exceptions/problem'
import { enqueue, enqueueAll } from '#core/jobs/enqueue'
import { readReport } from '#plugins/emails/events/read'
import type { SentReport } from '#plugins/emails/events/signature'
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
 * @returns false where the address to which it was sent is none of the organization's any more
 * @throws 403 for what is not of the provider that the organization named, 400 for what that never sends
 */
export async function takeReport(claims: Claims, sent: SentReport): Promise<boolean> {
  const { organizationId } = claims
  const source = await sourceOf(claims)
  if (source === null) return false
  if (source.provider === null) throw notExpected()
  const { events, confirmAt } = await readReport(source.provider, source.key ?? '', sent)
  await UnitOfWork.run(forOrganization(organizationId), async () => {
    if (confirmAt !== null) await enqueue(confirmSubscription, { organizationId, url: confirmAt })
    const batches = Array.from({ length: Math.ceil(events.length / BATCH) }, (_, index) => ({
      organizationId,
      events: events.slice(index * BATCH, (index + 1) * BATCH),
    }))
    await enqueueAll(recordEventsJob, batches)
  })
  return true
}

/** Who reports at an address; null where it is none any more. */
function sourceOf({ organizationId, subject }: Claims) {
  return UnitOfWork.run(
    forOrganization(organizationId),
    async () => {
      const settings = await EmailSettings.current()
      if (settings === null || String(settings.eventsVersion) !== subject) return null
      return { provider: settings.eventsProvider, key: settings.eventsKey }
    },
    { readOnly: true }
  )
}

function notExpected(): Problem {
  return new Problem(403, {
    code: 'provider_not_set',
    detail: 'No provider reports here: name it in the e-mail settings, as events_provider.',
  })
}
