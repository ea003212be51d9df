import { v7 as uuidv7 } from 'uuid'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { completeNames } from '#plugins/customers/models/customer/naming'

/** How many customers are looked at in one transaction. */
const BATCH_SIZE = 200

interface Contact extends Record<string, unknown> {
  readonly customer_id: string
  readonly name: string
  readonly assigned_to_id: string | null
  /** Whether the customer has no primary person yet. */
  readonly is_first: boolean
}

interface Options {
  /** Everything is done, and undone again. */
  readonly dryRun?: boolean
  readonly batchSize?: number
}

/**
 * Makes people of the texts that business customers have as their contact person, each associated
 * with its customer, whose primary person they are where there is none. Who is called so and is
 * associated with the customer already, deleted or not, is not made again: what was done is found,
 * so that it can be stopped and started at any time, also by two at once. A batch is a transaction.
 * The hooks of plugins into single people are not asked.
 *
 * @returns how many were made
 */
export async function peopleFromContacts(
  organizationId: string,
  { dryRun = false, batchSize = BATCH_SIZE }: Options = {}
): Promise<{ readonly made: number }> {
  let made = 0
  let after: string | null = '00000000-0000-0000-0000-000000000000'
  while (after !== null) {
    const from: string = after
    const contacts = await UnitOfWork.run(forOrganization(organizationId), async (unit) => {
      if (dryRun) unit.markForRollback()
      return makePeople(from, batchSize)
    })
    made += contacts.length
    after = contacts.length < batchSize ? null : (contacts.at(-1)?.customer_id ?? null)
  }
  return { made }
}

/** Those of the next customers after an id, in the order of their ids. */
async function makePeople(after: string, limit: number): Promise<readonly Contact[]> {
  const unit = UnitOfWork.get()
  /* The next statement sees what another process has committed while this one waited. */
  await unit.query(
    `SELECT pg_advisory_xact_lock(hashtextextended('people/from-contacts/' || app_organization()::text, 0))`
  )
  /* By the ends of each pair: joined, all people of the organization would be read for each customer. */
  const { rows: contacts } = await unit.query<Contact>(
    `SELECT c.id AS customer_id, ${NAME} AS name, c.assigned_to_id,
       NOT EXISTS (
         SELECT FROM associations a
         WHERE a.organization_id = c.organization_id AND a.from_type = 'customers'
           AND a.from_id = c.id AND a.to_type = 'people' AND a.is_primary) AS is_first
     FROM customers c
     WHERE c.organization_id = app_organization() AND c.id > $1 AND c.deleted_at IS NULL
       AND c.customer_type = 'business' AND c.contact_person ~ '[[:alpha:]]'
       AND NOT EXISTS (
         SELECT FROM (
           SELECT (SELECT name_key(p.name) FROM people p
                   WHERE p.organization_id = a.organization_id AND p.id = a.to_id) AS name_key
           FROM associations a
           WHERE a.organization_id = c.organization_id AND a.from_type = 'customers'
             AND a.from_id = c.id AND a.to_type = 'people'
           OFFSET 0) known
         WHERE known.name_key = name_key(${NAME}))
     ORDER BY c.id LIMIT $2
     FOR NO KEY UPDATE OF c`,
    [after, limit]
  )
  if (contacts.length > 0) await insertPeople(contacts)
  return contacts
}

/** The text in one form: what is between its words is one space. */
const NAME = String.raw`regexp_replace(btrim(c.contact_person, E' \t\n\r'), '\s+', ' ', 'g')`

async function insertPeople(contacts: readonly Contact[]): Promise<void> {
  const people = contacts.map((contact) => ({ ...contact, id: uuidv7(), ...partsOf(contact.name) }))
  await UnitOfWork.get().query(
    `WITH contact AS MATERIALIZED (
       SELECT * FROM jsonb_to_recordset($1::jsonb) contact (id uuid, customer_id uuid, name text,
         first_name text, last_name text, assigned_to_id uuid, is_first boolean)),
     made AS (
       INSERT INTO people (organization_id, id, name, first_name, last_name, assigned_to_id)
       SELECT app_organization(), id, name, first_name, last_name, assigned_to_id
       FROM contact ORDER BY id)
     INSERT INTO associations
       (organization_id, from_type, from_id, to_type, to_id, is_primary, is_inverse_primary)
     SELECT app_organization(), 'customers', customer_id, 'people', id, is_first, true
     FROM contact ORDER BY id`,
    [JSON.stringify(people)]
  )
}

/** The parts of a name, as a person who is called so has them. */
function partsOf(name: string) {
  const { firstName = null, lastName = null } = completeNames(
    { customerType: 'individual', name, firstName: null, lastName: null, companyName: null },
    new Set(['name'])
  )
  return { first_name: firstName, last_name: lastName }
}
