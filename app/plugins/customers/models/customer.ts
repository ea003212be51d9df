import { compose } from '@adonisjs/core/helpers'
import { beforeSave, column } from '@adonisjs/lucid/orm'
import { CustomerSchema } from '#database/schema'
import { InOrganizationCurrency } from '#core/currency/in_organization_currency'
import { invalid } from '#core/http/exceptions/problem'
import { Activatable } from '#core/resources/concerns/activatable'
import { EmitsEvents } from '#core/resources/concerns/emits_events'
import { Assignable } from '#plugins/employees/models/concerns/assignable'
import { Authored } from '#core/resources/concerns/authored'
import { Versioned } from '#core/resources/concerns/versioned'
import { Extensible } from '#core/resources/concerns/extensible'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { PortalUser } from '#plugins/identity/models/concerns/portal_user'
import { HasPhones } from '#core/resources/concerns/has_phones'
import { SoftDeletable } from '#core/resources/concerns/soft_deletable'
import { NAMES, completeNames } from '#plugins/customers/models/customer/naming'
import { settleAddresses, settleDomains } from '#plugins/customers/models/customer/company'
import type { CustomerAddress } from '#plugins/customers/validators/company'
import { beforeChangeOf, givenOf } from '#core/resources/records/changes'

/* What every record is; compose() takes ten traits at once. */
const Kept = compose(
  CustomerSchema,
  OrganizationScoped,
  EmitsEvents('customers'),
  Authored,
  Extensible,
  SoftDeletable,
  Versioned
)

/** A person or a company that the organization sells to. */
export default class Customer extends compose(
  Kept,
  Activatable<'prospect' | 'vip'>(),
  Assignable,
  InOrganizationCurrency('creditLimit'),
  InOrganizationCurrency('annualRevenue'),
  PortalUser('customer'),
  HasPhones
) {
  @column({ prepare: (value: unknown) => (value === undefined ? value : JSON.stringify(value)) })
  declare addresses: readonly CustomerAddress[]

  @beforeChangeOf('domains')
  static settleDomains(customer: Customer) {
    customer.domains = settleDomains(customer.domains ?? [])
  }

  @beforeChangeOf('addresses')
  static settleAddresses(customer: Customer) {
    customer.addresses = settleAddresses(customer.addresses ?? [])
  }

  @beforeSave()
  static completeNames(customer: Customer) {
    customer.customerType ??= 'individual'
    const changed = new Set(Object.keys(customer.$dirty))
    Object.assign(customer, completeNames(customer, changed, givenOf(customer, NAMES)))
    if (customer.name) return
    throw invalid([{ field: 'name', rule: 'required', message: 'The name field must be defined' }])
  }

  override outcomes(within: string): readonly string[] {
    const { assignedToId, status } = this.$dirty
    const given = assignedToId ? ['assign'] : []
    if (within !== 'update') return given
    const becomes = status === 'active' ? ['activate'] : status === 'inactive' ? ['deactivate'] : []
    return [...given, ...becomes]
  }
}
