import type { Principal } from '#core/access/principal'
import { invalid, permissionDenied } from '#core/http/exceptions/problem'
import Customer from '#plugins/customers/models/customer'
import { ensureReferable } from '#core/resources/records/references'
import CustomerPolicy from '#plugins/customers/policies/customer_policy'
import customers from '#plugins/customers/resources/customers'
import deals from '#plugins/deals/resources/deals'
import { prefixErrors } from '#core/resources/validation/prefix_errors'

interface Wanted {
  readonly customer_id?: string | null | undefined
  readonly assigned_to_id?: string | null | undefined
  readonly deal?: Readonly<Record<string, unknown>> | null | undefined
}

/**
 * Makes sure that the caller may do all that a conversion does besides: make or
 * change a customer, and open a deal.
 *
 * @returns the existing customer that it names, locked
 * @throws 403 naming what they lack, 422 when what it names is not there for them
 */
export async function ensureConvertible(
  principal: Principal,
  { customer_id: id, assigned_to_id: assignee, deal }: Wanted
): Promise<Customer | null> {
  const authorize = (permission: string) => {
    if (!principal.identity.grants.allows(permission)) throw permissionDenied(permission)
  }
  authorize(customers.permission(id ? 'update' : 'create'))
  const referring = { identity: principal.identity, resource: deals }
  await ensureReferable(referring, { customer_id: id, assigned_to_id: assignee }, null)
  if (deal) {
    authorize(deals.permission('create'))
    await prefixErrors('deal', () => ensureReferable(referring, deal, null))
    const actions = await prefixErrors('deal', async () => deals.requiredActions?.(deal, null))
    for (const action of actions ?? []) authorize(deals.permission(action))
  }
  return id ? existingCustomer(principal, id.toLowerCase()) : null
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
