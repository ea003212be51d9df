import type { Principal } from '#core/access/principal'
import { invalid, permissionDenied } from '#core/http/exceptions/problem'
import Customer from '#plugins/customers/models/customer'
import { ensureReferable } from '#core/resources/records/references'
import CustomerPolicy from '#plugins/customers/policies/customer_policy'
import customers from '#plugins/customers/resources/customers'
import deals from '#plugins/deals/resources/deals'
import type Lead from '#plugins/leads/models/lead'
import { type Conversion, usualCustomerType } from '#plugins/leads/models/lead/conversion'
import { personFor } from '#plugins/leads/models/lead/conversion_person'
import { prefixErrors } from '#core/resources/validation/prefix_errors'

type Details = Readonly<Record<string, unknown>>

/** What a request says a lead is to become. */
export interface WantedConversion {
  readonly customer_type?: Customer['customerType'] | undefined
  readonly customer_id?: string | null | undefined
  readonly assigned_to_id?: string | null | undefined
  readonly person_id?: string | null | undefined
  readonly person?: boolean | null | undefined
  readonly deal?: Details | null | undefined
  readonly deals?: readonly Details[] | undefined
}

/**
 * What a lead is to become, as far as the caller may do all that a conversion does besides: make or
 * change a customer and a person, and open deals. What it names is locked.
 *
 * @throws 403 naming what they lack, 422 when what it names is not there for them
 */
export async function convertible(
  principal: Principal,
  lead: Lead,
  wanted: WantedConversion
): Promise<Conversion & Required<Pick<Conversion, 'person'>>> {
  const { customer_id: id, assigned_to_id: assignee, deal = null, deals: several = [] } = wanted
  const authorize = (permission: string) => {
    if (!principal.identity.grants.allows(permission)) throw permissionDenied(permission)
  }
  authorize(customers.permission(id ? 'update' : 'create'))
  const referring = { identity: principal.identity, resource: deals }
  await ensureReferable(referring, { customer_id: id, assigned_to_id: assignee }, null)
  const opened = deal ? [['deal', deal] as const] : []
  const listed = several.map((each, index) => [`deals.${index}`, each] as const)
  for (const [path, details] of [...opened, ...listed]) {
    authorize(deals.permission('create'))
    await prefixErrors(path, () => ensureReferable(referring, details, null))
    const actions = await prefixErrors(path, async () => deals.requiredActions?.(details, null))
    for (const action of actions ?? []) authorize(deals.permission(action))
  }
  const customer = id ? await existingCustomer(principal, id.toLowerCase()) : null
  const { customerType = wanted.customer_type ?? usualCustomerType(lead) } = customer ?? {}
  const [first = null, ...furtherDeals] = deal ? [deal, ...several] : several
  return {
    customerType: wanted.customer_type,
    assignedToId: assignee,
    customer,
    person: await personFor(principal, lead, { ...wanted, customerType }),
    deal: first,
    furtherDeals,
  }
}

async function existingCustomer({ bouncer }: Principal, id: string): Promise<Customer> {
  const policy = bouncer.with(CustomerPolicy)
  const customer = await Customer.findForUpdate(id)
  const isThere = customer && !customer.isDeleted && (await policy.allows('read', customer))
  if (!isThere) {
    const message = 'Customer not found.'
    throw invalid([{ field: 'customer_id', rule: 'exists', message }])
  }
  await policy.authorize('update', customer)
  return customer
}
