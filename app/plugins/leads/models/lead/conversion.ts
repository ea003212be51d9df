import type { LucidRow } from '@adonisjs/lucid/types/model'
import { DateTime } from 'luxon'
import Attachment from '#plugins/attachments/models/attachment'
import Customer from '#plugins/customers/models/customer'
import Deal from '#plugins/deals/models/deal'
import type Lead from '#plugins/leads/models/lead'
import { type NotCarried, carriedBy, fill, withoutPlace } from '#plugins/leads/models/lead/carried'
import { type AssociatedPair, linkConverted } from '#plugins/leads/models/lead/conversion_links'
import {
  type ConvertedPerson,
  type PersonTarget,
  becomePerson,
} from '#plugins/leads/models/lead/conversion_person'
import { service } from '#core/plugins/services/service'
import { UnitOfWork } from '#core/database/unit_of_work'
import { prefixErrors } from '#core/resources/validation/prefix_errors'

/** What a lead is to become. */
export interface Conversion {
  readonly customerType?: Customer['customerType'] | undefined
  /** Who looks after the results; the caller who looks after the lead by default. */
  readonly assignedToId?: string | null | undefined
  /** The customer that it turns out to be, locked; a new one when there is none. */
  readonly customer?: Customer | null | undefined
  /** The human behind it; by default no person is made. */
  readonly person?: PersonTarget | undefined
  /** The deal that comes with it, by the names of columns. */
  readonly deal?: Readonly<Record<string, unknown>> | null | undefined
  /** Further ones. */
  readonly furtherDeals?: readonly Readonly<Record<string, unknown>>[] | undefined
}

/** What the service `leads.convert` is given. */
export interface LeadToConvert {
  /** Locked, and not converted. */
  readonly lead: Lead
  readonly conversion: Conversion
}

/** What a lead has become. */
export interface Converted {
  readonly customer: Customer
  /** Whether the customer was made of the lead. Taking the conversion back deletes it then. */
  readonly isNew: boolean
  /** The attributes of a known customer that the lead filled in. */
  readonly filled: readonly string[]
  readonly deal: Deal | null
  readonly furtherDeals?: readonly Deal[]
  readonly person?: ConvertedPerson | null
  /** What the lead had and what it became has no place for. */
  readonly notCarried: readonly NotCarried[]
}

/** A conversion that is done, and still to be remembered. */
export interface Finished {
  readonly converted: Converted
  /** What the lead was before. */
  readonly qualificationStatus: Lead['qualificationStatus']
  readonly associated: readonly AssociatedPair[]
}

/** The customer of a conversion, and what became of it. */
interface Outcome {
  readonly customer: Customer
  readonly filled: readonly string[]
  readonly notCarried: readonly NotCarried[]
}

/** Converts a lead that is locked and not converted, in the transaction of the caller who calls. */
export async function convertLead(lead: Lead, conversion: Conversion): Promise<Finished> {
  const converted = await service('leads.convert', { lead, conversion })
  const { customer, deal, person = null } = converted
  const { qualificationStatus } = lead

  lead.qualificationStatus = 'converted'
  lead.convertedAt = DateTime.utc()
  lead.convertedById = UnitOfWork.get().actorId
  lead.convertedCustomerId = customer.id
  lead.convertedDealId = deal?.id ?? null
  lead.convertedPersonId = person?.person.id ?? null
  await lead.save()
  await Attachment.move(
    { resource: 'leads', id: lead.id },
    { resource: 'customers', id: customer.id }
  )
  const { associated, notCarried } = await linkConverted(lead, converted)
  const carried = { ...converted, notCarried: [...converted.notCarried, ...notCarried] }
  return { converted: carried, qualificationStatus, associated }
}

/** Makes a customer of a lead, or adds it to one, and a person and deals as far as they are asked for. */
export async function makeOfLead({ lead, conversion }: LeadToConvert): Promise<Converted> {
  const { assignedToId, notAssigned } = await assigneeOf(lead, conversion)
  const outcome = conversion.customer
    ? await addToCustomer(lead, conversion.customer, conversion, assignedToId)
    : await becomeCustomer(lead, conversion, assignedToId)
  const { customer, filled } = outcome
  const person = await becomePerson(lead, conversion.person ?? NO_PERSON, assignedToId)
  const isOne = await becomeOnePerson(customer, person)
  const deal = conversion.deal
    ? await openDeal(lead, customer, conversion.deal, { assignedToId, path: 'deal' })
    : null
  const furtherDeals: Deal[] = []
  for (const [index, details] of (conversion.furtherDeals ?? []).entries()) {
    const path = `deals.${index + 1}`
    furtherDeals.push(await openDeal(lead, customer, details, { assignedToId, path }))
  }
  const has = { deal: deal !== null, jobTitle: person?.person.jobTitle === lead.jobTitle }
  return {
    customer,
    isNew: !conversion.customer,
    filled: isOne ? [...filled, 'personId'] : filled,
    deal,
    furtherDeals,
    person,
    notCarried: [...notAssigned, ...outcome.notCarried, ...withoutPlace(lead, has)],
  }
}

/** An individual customer is the person. @returns whether they are from now on */
async function becomeOnePerson(
  customer: Customer,
  converted: ConvertedPerson | null
): Promise<boolean> {
  if (!converted || customer.customerType !== 'individual' || customer.personId) return false
  customer.personId = converted.person.id
  await customer.save()
  return true
}

const NO_PERSON: PersonTarget = { action: 'skip', reason: 'not_wanted' }

/** Whoever is named, or else the caller who looks after the lead, if they still work here. */
async function assigneeOf(
  lead: Lead,
  { assignedToId: named }: Conversion
): Promise<{ assignedToId: string | null; notAssigned: readonly NotCarried[] }> {
  if (named) return { assignedToId: named, notAssigned: [] }
  const { assignedToId } = lead
  const assignee = lead.related('assignee').query()
  if (!assignedToId || (await assignee.withScopes((scopes) => scopes.atWork()).first())) {
    return { assignedToId, notAssigned: [] }
  }
  return { assignedToId: null, notAssigned: [{ field: 'assigned_to', reason: 'not_at_work' }] }
}

/** Of a company the company is the customer. */
export function usualCustomerType({ company }: Lead): Customer['customerType'] {
  return company ? 'business' : 'individual'
}

async function becomeCustomer(
  lead: Lead,
  { customerType = usualCustomerType(lead) }: Conversion,
  assignedToId: string | null
): Promise<Outcome> {
  const carried = carriedBy(lead, customerType).map(([, attribute, value]) => [attribute, value])
  const customer = await Customer.create({
    ...Object.fromEntries(carried),
    customerType,
    status: 'active',
    assignedToId,
    convertedFromLeadId: lead.id,
    convertedAt: DateTime.utc(),
  })
  return { customer, filled: [], notCarried: [] }
}

async function addToCustomer(
  lead: Lead,
  customer: Customer,
  { customerType }: Conversion,
  assignedToId: string | null
): Promise<Outcome> {
  const { filled, notCarried } = fill(customer, lead)
  if (assignedToId && !customer.assignedToId) {
    customer.assignedToId = assignedToId
    filled.push('assignedToId')
  } else if (assignedToId && assignedToId !== customer.assignedToId) {
    notCarried.push({ field: 'assigned_to', reason: 'already_set' })
  }
  if (customerType && customerType !== customer.customerType) {
    notCarried.push({ field: 'customer_type', reason: 'already_set' })
  }
  if (!customer.convertedFromLeadId) {
    customer.convertedFromLeadId = lead.id
    customer.convertedAt = DateTime.utc()
    filled.push('convertedFromLeadId', 'convertedAt')
  }
  await customer.save()
  return { customer, filled, notCarried }
}

async function openDeal(
  lead: Lead,
  customer: Customer,
  details: Readonly<Record<string, unknown>>,
  { assignedToId, path }: { readonly assignedToId: string | null; readonly path: string }
): Promise<Deal> {
  const deal = new Deal()
  deal.merge({
    value: lead.estimatedValue,
    assignedToId,
    source: lead.source,
    leadId: lead.id,
    customerId: customer.id,
  })
  const row: LucidRow = deal
  row.merge(details)
  return prefixErrors(path, () => deal.save())
}
