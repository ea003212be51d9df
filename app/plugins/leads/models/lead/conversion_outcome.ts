import type { Reader } from '#core/plugins/reader'
import type { Resource } from '#core/resources/define_resource'
import { RecordQuery } from '#core/resources/query/record_query'
import { UnitOfWork } from '#core/database/unit_of_work'
import customers from '#plugins/customers/resources/customers'
import deals from '#plugins/deals/resources/deals'
import type { Converted } from '#plugins/leads/models/lead/conversion'
import type { PersonTarget } from '#plugins/leads/models/lead/conversion_person'
import people from '#plugins/people/resources/people'

/** What a conversion made of a lead, and what it found, as it is answered. */
export function outcomeOf(converted: Converted, target: PersonTarget) {
  const { customer, isNew, person = null, notCarried } = converted
  const opened = dealsOf(converted)
  return {
    customer_id: customer.id,
    person_id: person?.person.id ?? null,
    deal_id: opened[0] ?? null,
    deal_ids: opened,
    outcome: { customer: isNew ? 'created' : 'linked', ...personOutcome(converted, target) },
    not_carried: notCarried,
  }
}

/** The same of one that is taken back, with what it made as it would be read. */
export async function previewOf(reader: Reader, converted: Converted, target: PersonTarget) {
  const { customer, isNew, person = null, notCarried } = converted
  const shownDeals = []
  for (const id of dealsOf(converted)) shownDeals.push(await shown(reader, deals, id, true))
  return {
    outcome: { customer: isNew ? 'created' : 'linked', ...personOutcome(converted, target) },
    customer: await shown(reader, customers, customer.id, isNew),
    person: person ? await shown(reader, people, person.person.id, person.isNew) : null,
    deals: shownDeals,
    not_carried: notCarried,
  }
}

function personOutcome({ person = null }: Converted, target: PersonTarget) {
  return {
    person: person === null ? 'skipped' : person.isNew ? 'created' : 'linked',
    person_matched_by: person?.matchedBy ?? null,
    person_skipped_because:
      person === null ? (target.action === 'skip' ? target.reason : 'not_wanted') : null,
  }
}

function dealsOf({ deal, furtherDeals = [] }: Converted): readonly string[] {
  return [...(deal ? [deal] : []), ...furtherDeals].map(({ id }) => id)
}

/** A record as it would be read; one that is made only now has no id, nor code. */
async function shown(
  { identity, plugins }: Reader,
  resource: Resource,
  id: string,
  isNew: boolean
): Promise<unknown> {
  const unit = UnitOfWork.get()
  const query = new RecordQuery(plugins.extend(resource), identity, unit)
  const { body } = await unit.read(query.reload(id))
  const { id: known, code, ...record } = Object(JSON.parse(body))
  return isNew ? record : { id: known, code, ...record }
}
