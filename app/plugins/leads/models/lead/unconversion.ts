import { leads } from '#config/leads'
import { conflict } from '#core/http/exceptions/problem'
import Attachment from '#plugins/attachments/models/attachment'
import type Customer from '#plugins/customers/models/customer'
import Deal from '#plugins/deals/models/deal'
import type Lead from '#plugins/leads/models/lead'
import { authorizeByPlugins } from '#core/plugins/hook_runner'
import { UnitOfWork } from '#core/database/unit_of_work'

interface Remembered {
  readonly qualification_status: Lead['qualificationStatus']
  readonly customer_id: string
  readonly customer_is_new: boolean
  readonly customer_version: number
  readonly customer_filled: readonly string[]
  readonly deal_id: string | null
  readonly deal_version: number | null
  readonly is_recent: boolean
}

/**
 * Takes back what a conversion made, in the transaction of whoever calls.
 *
 * @throws 403 when a plugin refuses a part of it to the caller
 */
export async function unconvertLead(lead: Lead): Promise<void> {
  const conversion = await recall(lead)
  const customer = await unchangedCustomer(lead, conversion)
  const deal = await unchangedDeal(lead, conversion)

  const isNew = conversion.customer_is_new
  if (deal) await authorizeByPlugins(deal, 'deals:delete')
  await authorizeByPlugins(customer, isNew ? 'customers:delete' : 'customers:update')
  await deal?.delete()
  await Attachment.moveBack(
    { resource: 'leads', id: lead.id },
    { resource: 'customers', id: customer.id }
  )
  if (isNew) await customer.delete()
  else await emptyAgain(customer, conversion.customer_filled)
  await forget(lead)
  lead.merge({
    qualificationStatus: conversion.qualification_status,
    convertedAt: null,
    convertedById: null,
    convertedCustomerId: null,
    convertedDealId: null,
  })
  await lead.save()
}

async function recall(lead: Lead): Promise<Remembered> {
  const { rows } = await UnitOfWork.get().query<Remembered>(
    `SELECT *, created_at > now() - make_interval(days => $3) AS is_recent
     FROM lead_conversions WHERE organization_id = $1 AND lead_id = $2`,
    [lead.organizationId, lead.id, leads.unconvertDays]
  )
  const [conversion] = rows
  if (conversion?.is_recent) return conversion
  throw conflict(
    'conversion_too_old',
    `A conversion can be taken back for ${leads.unconvertDays} days.`
  )
}

async function unchangedCustomer(lead: Lead, conversion: Remembered): Promise<Customer> {
  const { customer_id: id, customer_version: version, deal_id: dealId } = conversion
  const customer = await lead.related('convertedCustomer').query().forUpdate().first()
  if (!customer || customer.isDeleted || customer.version !== version) throw hasChanged('customer')
  if (conversion.customer_is_new) {
    const others = Deal.query()
      .where('customerId', id)
      .withScopes((scopes) => scopes.notDeleted())
    if (dealId) void others.whereNot('id', dealId)
    if ((await others.first()) || (await becameOfOthers(id, lead))) throw hasChanged('customer')
  }
  return customer
}

/** Whether other leads were converted into the customer, which need not have changed with that. */
async function becameOfOthers(customerId: string, lead: Lead): Promise<boolean> {
  const { rows } = await UnitOfWork.get().query(
    `SELECT FROM leads WHERE organization_id = $1 AND converted_customer_id = $2
       AND id <> $3 AND deleted_at IS NULL LIMIT 1`,
    [lead.organizationId, customerId, lead.id]
  )
  return rows.length > 0
}

async function unchangedDeal(lead: Lead, { deal_version: version }: Remembered) {
  if (!lead.convertedDealId) return null
  const deal = await lead.related('convertedDeal').query().forUpdate().first()
  if (!deal || deal.isDeleted || deal.version !== version) throw hasChanged('deal')
  return deal
}

async function emptyAgain(customer: Customer, filled: readonly string[]): Promise<void> {
  customer.merge(
    Object.fromEntries(filled.map((attribute) => [attribute, attribute === 'tags' ? [] : null]))
  )
  await customer.save()
}

async function forget({ organizationId, id }: Lead): Promise<void> {
  await UnitOfWork.get().query(
    'DELETE FROM lead_conversions WHERE organization_id = $1 AND lead_id = $2',
    [organizationId, id]
  )
}

function hasChanged(what: 'customer' | 'deal') {
  return conflict('conversion_in_use', `The ${what} has changed since the conversion.`, {
    changed: what,
  })
}
