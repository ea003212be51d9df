import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { noteAddressState } from '#plugins/people/models/person/address_states'
import Email from '#plugins/emails/models/email'
import EmailSuppression from '#plugins/emails/models/email_suppression'
import type { Claims } from '#plugins/emails/tokens'

/** Why nothing more is sent to an address. */
export type Because = 'unsubscribed' | 'complained' | 'bounced'

/** Sends nothing more to an address, and says so of everyone who has it. Before the e-mail is locked. */
export async function giveUpAddress(email: string, because: Because): Promise<void> {
  await EmailSuppression.suppress(email, because)
  await noteAddressState(email, because === 'bounced' ? 'bounced' : 'opted_out')
}

/** The name of the organization whose e-mails a link is about; null when it is gone. */
export function organizationOf({ organizationId }: Claims): Promise<string | null> {
  return UnitOfWork.run(
    forOrganization(organizationId),
    async (unit) => {
      const { rows } = await unit.query<{ name: string }>(
        'SELECT name FROM organizations WHERE id = app_organization()'
      )
      return rows[0]?.name ?? null
    },
    { readOnly: true }
  )
}

/** Does what the link of an e-mail says. Nothing happens when it was done already. */
export function unsubscribe({ organizationId, subject, address = '' }: Claims): Promise<void> {
  return UnitOfWork.run(forOrganization(organizationId), async () => {
    await giveUpAddress(address, 'unsubscribed')
    const email = await Email.findForUpdate(subject)
    await email?.optOut()
  })
}
