import { compose } from '@adonisjs/core/helpers'
import { beforeSave } from '@adonisjs/lucid/orm'
import { CustomerSchema } from '#database/schema'
import { invalid } from '#exceptions/problem'
import { Activatable } from '#models/concerns/activatable'
import { Announced } from '#models/concerns/announced'
import { Assignable } from '#models/concerns/assignable'
import { Authored } from '#models/concerns/authored'
import { Extensible } from '#models/concerns/extensible'
import { OrganizationScoped } from '#models/concerns/organization_scoped'
import { PortalUser } from '#models/concerns/portal_user'
import { Reachable } from '#models/concerns/reachable'
import { SoftDeletable } from '#models/concerns/soft_deletable'
import { Versioned } from '#models/concerns/versioned'
import { NAMES, completeNames } from '#models/customer/naming'
import { saidOf } from '#models/said'

/* What every record is; compose() takes ten traits at once. */
const Kept = compose(
  CustomerSchema,
  OrganizationScoped,
  Announced('customers'),
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
  PortalUser('customer'),
  Reachable
) {
  @beforeSave()
  static completeNames(customer: Customer) {
    customer.customerType ??= 'individual'
    const changed = new Set(Object.keys(customer.$dirty))
    Object.assign(customer, completeNames(customer, changed, saidOf(customer, NAMES)))
    if (customer.name) return
    throw invalid([{ field: 'name', rule: 'required', message: 'The name field must be defined' }])
  }
}
