import { leads } from '#config/leads'
import { conflict } from '#core/http/exceptions/problem'
import Attachment from '#plugins/attachments/models/attachment'
import type Customer from '#plugins/customers/models/customer'
import Deal from '#plugins/deals/models/deal'
import type Lead from '#plugins/leads/models/lead'
import { unlinkConverted } from '#plugins/leads/models/lead/conversion_links'
import {
  type Remembered,
  forgetConversion,
  recallConversion,
} from '#plugins/leads/models/lead/conversion_memory'
import Person from '#plugins/people/models/person'
import { authorizeByPlugins } from '#core/plugins/hook_runner'
import { UnitOfWork } from '#core/database/unit_of_work'

/**
 * Takes back what a conversion made, in the transaction of whoever calls.
 *
 * @throws 403 when a plugin refuses a part of it to the caller
 */
export async function unconvertLead(lead: Lead): Promise<void> {
  const conversion = await recall(lead)
  const customer = await unchangedCustomer(lead, conversion)
  const deals = await unchangedDeals(conversion)
  const person = await unchangedPerson(conversion)

  const isNew = conversion.customer_is_new
  for (const deal of deals) await authorizeByPlugins(deal, 'deals:delete')
  await authorizeByPlugins(customer, isNew ? 'customers:delete' : 'customers:update')
  if (person) {
    await authorizeByPlugins(person, conversion.person_is_new ? 'people:delete' : 'people:update')
  }
  await unlinkConverted(conversion.associated)
  for (const deal of deals) await deal.delete()
  if (conversion.person_is_new) await person?.delete()
  else if (person) await emptyPersonAgain(person, conversion.person_filled)
  await Attachment.moveBack(
    { resource: 'leads', id: lead.id },
    { resource: 'customers', id: customer.id }
  )
  if (isNew) await customer.delete()
  else await emptyAgain(customer, conversion.customer_filled)
  await forgetConversion(lead)
  lead.merge({
    qualificationStatus: conversion.qualification_status,
    convertedAt: null,
    convertedById: null,
    convertedCustomerId: null,
    convertedDealId: null,
    convertedPersonId: null,
  })
  await lead.save()
}

async function recall(lead: Lead): Promise<Remembered> {
  const conversion = await recallConversion(lead, leads.unconvertDays)
  if (conversion?.is_recent) return conversion
  throw conflict(
    'conversion_too_old',
    `A conversion can be taken back for ${leads.unconvertDays} days.`
  )
}

async function unchangedCustomer(lead: Lead, conversion: Remembered): Promise<Customer> {
  const { customer_id: id, customer_version: version, deals } = conversion
  const customer = await lead.related('convertedCustomer').query().forUpdate().first()
  if (!customer || customer.isDeleted || customer.version !== version) throw hasChanged('customer')
  if (conversion.customer_is_new) {
    const others = Deal.query()
      .where('customerId', id)
      .withScopes((scopes) => scopes.notDeleted())
      .whereNotIn(
        'id',
        deals.map((deal) => deal.id)
      )
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

/** Locked in the order of their ids. */
async function unchangedDeals({ deals }: Remembered): Promise<readonly Deal[]> {
  const found: Deal[] = []
  for (const { id, version } of deals.toSorted((one, other) => (one.id < other.id ? -1 : 1))) {
    const deal = await Deal.findForUpdate(id)
    if (!deal || deal.isDeleted || deal.version !== version) throw hasChanged('deal')
    found.push(deal)
  }
  return found
}

/** The person that it made or filled; null where it did neither. */
async function unchangedPerson(conversion: Remembered): Promise<Person | null> {
  const { person_id: id, person_is_new: isNew, person_filled: filled } = conversion
  if (!id || (!isNew && filled.length === 0)) return null
  const person = await Person.findForUpdate(id)
  if (!person || person.isDeleted || person.version !== conversion.person_version) {
    throw hasChanged('person')
  }
  if (isNew && (await isOfOthers(id, conversion))) throw hasChanged('person')
  return person
}

/** Whether a person who was made has become one of other customers, deals, leads or people since. */
async function isOfOthers(id: string, { associated }: Remembered): Promise<boolean> {
  const { rows } = await UnitOfWork.get().query(
    `SELECT FROM associations a
     WHERE a.organization_id = app_organization()
       AND (a.to_type, a.to_id) = ('people', $1::uuid) AND a.from_type IN ('customers', 'deals', 'leads', 'people')
       AND NOT EXISTS (
         SELECT FROM jsonb_to_recordset($2::jsonb) made (from_type text, from_id uuid, to_id uuid)
         WHERE made.from_type = a.from_type AND made.from_id = a.from_id AND made.to_id = a.to_id)
     UNION ALL
     SELECT FROM people
     WHERE organization_id = app_organization() AND reports_to_id = $1 AND deleted_at IS NULL
     LIMIT 1`,
    [id, JSON.stringify(associated)]
  )
  return rows.length > 0
}

async function emptyPersonAgain(person: Person, filled: readonly string[]): Promise<void> {
  const isList = (attribute: string) => attribute === 'emails' || attribute === 'phones'
  person.merge(
    Object.fromEntries(filled.map((attribute) => [attribute, isList(attribute) ? [] : null]))
  )
  await person.save()
}

async function emptyAgain(customer: Customer, filled: readonly string[]): Promise<void> {
  customer.merge(
    Object.fromEntries(filled.map((attribute) => [attribute, attribute === 'tags' ? [] : null]))
  )
  await customer.save()
}

function hasChanged(what: 'customer' | 'deal' | 'person') {
  return conflict('conversion_in_use', `The ${what} has changed since the conversion.`, {
    changed: what,
  })
}
