import type { LucidRow } from '@adonisjs/lucid/types/model'
import { DateTime } from 'luxon'
import Attachment from '#plugins/attachments/models/attachment'
import Customer from '#plugins/customers/models/customer'
import Deal from '#plugins/deals/models/deal'
import type Lead from '#plugins/leads/models/lead'
import { type NotCarried, carriedBy, fill, withoutPlace } from '#plugins/leads/models/lead/carried'
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
  /** The deal that comes with it, by the names of columns. */
  readonly deal?: Readonly<Record<string, unknown>> | null | undefined
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
  /** What the lead had and what it became has no place for. */
  readonly notCarried: readonly NotCarried[]
}

/** A conversion that is done, and still to be remembered. */
export interface Finished {
  readonly converted: Converted
  /** What the lead was before. */
  readonly qualificationStatus: Lead['qualificationStatus']
}

export interface ConversionResult {
  readonly customerId: string
  readonly dealId: string | null
  readonly notCarried: readonly NotCarried[]
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
  const { customer, deal } = converted
  const { qualificationStatus } = lead

  lead.qualificationStatus = 'converted'
  lead.convertedAt = DateTime.utc()
  lead.convertedById = UnitOfWork.get().actorId
  lead.convertedCustomerId = customer.id
  lead.convertedDealId = deal?.id ?? null
  await lead.save()
  await Attachment.move(
    { resource: 'leads', id: lead.id },
    { resource: 'customers', id: customer.id }
  )
  return { converted, qualificationStatus }
}

/** Makes a customer of a lead, or adds it to one, and a deal when one is asked for. */
export async function makeOfLead({ lead, conversion }: LeadToConvert): Promise<Converted> {
  const { assignedToId, notAssigned } = await assigneeOf(lead, conversion)
  const outcome = conversion.customer
    ? await addToCustomer(lead, conversion.customer, conversion, assignedToId)
    : await becomeCustomer(lead, conversion, assignedToId)
  const { customer, filled } = outcome
  const deal = conversion.deal
    ? await openDeal(lead, customer, conversion.deal, assignedToId)
    : null
  return {
    customer,
    isNew: !conversion.customer,
    filled,
    deal,
    notCarried: [...notAssigned, ...outcome.notCarried, ...withoutPlace(lead, deal !== null)],
  }
}

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

async function becomeCustomer(
  lead: Lead,
  { customerType = lead.company ? 'business' : 'individual' }: Conversion,
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
  assignedToId: string | null
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
  return prefixErrors('deal', () => deal.save())
}

/**
 * Remembers what a conversion made, as it stands at its end: what hooks wrote after it is a part of
 * it, and no change since.
 */
export async function rememberConversion(lead: Lead, finished: Finished): Promise<void> {
  const { customer, isNew, filled, deal } = finished.converted
  const unit = UnitOfWork.get()
  await unit.query(
    `INSERT INTO lead_conversions (organization_id, lead_id, qualification_status, customer_id,
       customer_is_new, customer_version, customer_filled, deal_id, deal_version)
     SELECT $1::uuid, $2::uuid, $3::text, $4::uuid, $5::boolean, c.version, $6::text[], $7::uuid, d.version
     FROM customers c LEFT JOIN deals d ON d.organization_id = $1 AND d.id = $7
     WHERE c.organization_id = $1 AND c.id = $4`,
    [
      lead.organizationId,
      lead.id,
      finished.qualificationStatus,
      customer.id,
      isNew,
      filled,
      deal?.id ?? null,
    ]
  )
}
