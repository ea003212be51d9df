import { emailKey } from '#core/text/keys'
import Person from '#plugins/people/models/person'
import { UnitOfWork } from '#core/database/unit_of_work'

/** Notes of everyone who has an address what became of mails to it. */
export async function noteAddressState(
  email: string,
  state: 'bounced' | 'opted_out'
): Promise<void> {
  const { rows } = await UnitOfWork.get().query<{ id: string }>(
    `SELECT person_id AS id FROM person_contacts
     WHERE organization_id = app_organization() AND channel = 'email' AND normalised = $1
       AND state <> ALL ($2)
     ORDER BY person_id`,
    [emailKey(email), state === 'bounced' ? ['bounced', 'opted_out'] : ['opted_out']]
  )
  for (const { id } of rows) {
    const person = await Person.findForUpdate(id)
    await person?.noteAddressState(email, state)
  }
}
