import Email from '#plugins/emails/models/email'
import type { DeliveryEvent } from '#plugins/emails/events/event'
import { giveUpAddress } from '#plugins/emails/opt_outs'
import { UnitOfWork } from '#core/database/unit_of_work'

/**
 * Notes what became of e-mails of the running unit's organization. What is reported of an address that it
 * has never written to is of no account.
 */
export async function recordEvents(events: readonly DeliveryEvent[]): Promise<void> {
  /* In one order, so that two that report the same addresses wait for each other. */
  const ordered = events.toSorted((one, other) => (one.email < other.email ? -1 : 1))
  for (const event of ordered) {
    const found = await findEmail(event)
    if (found === null) continue
    await giveUpAddress(found.address, event.because)
    const email = await Email.findForUpdate(found.id)
    if (event.because === 'bounced') await email?.bounce(event.reason)
    else await email?.optOut()
  }
}

/** The e-mail that a report names; the last one to its address where a provider gave it another id. */
async function findEmail({ messageIds, email }: DeliveryEvent) {
  const { rows } = await UnitOfWork.get().query<{ id: string; address: string }>(
    `SELECT id, to_email AS address FROM emails
     WHERE organization_id = app_organization()
       AND (message_id = ANY($1) OR to_email_key = name_key($2))
     ORDER BY (message_id = ANY($1)) DESC, created_at DESC, id DESC LIMIT 1`,
    [messageIds, email]
  )
  return rows[0] ?? null
}
