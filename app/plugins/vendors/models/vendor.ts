import { compose } from '@adonisjs/core/helpers'
import { beforeSave } from '@adonisjs/lucid/orm'
import { VendorSchema } from '#database/schema'
import { InOrganizationCurrency } from '#core/currency/in_organization_currency'
import { invalid } from '#core/http/exceptions/problem'
import { EmitsEvents } from '#core/resources/concerns/emits_events'
import { Authored } from '#core/resources/concerns/authored'
import { Versioned } from '#core/resources/concerns/versioned'
import { Extensible } from '#core/resources/concerns/extensible'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { PortalUser } from '#plugins/identity/models/concerns/portal_user'
import { HasPhones } from '#core/resources/concerns/has_phones'
import { SoftDeletable } from '#core/resources/concerns/soft_deletable'
import { beforeChangeOf, givenOf } from '#core/resources/records/changes'
import { completeSynonyms } from '#core/resources/records/synonyms'
import Employee from '#plugins/employees/models/employee'

const NAMES = [
  { attribute: 'name', field: 'name' },
  { attribute: 'companyName', field: 'company_name' },
] as const

/** A person or a company that the organization buys from. */
export default class Vendor extends compose(
  VendorSchema,
  OrganizationScoped,
  EmitsEvents('vendors'),
  Authored,
  Extensible,
  InOrganizationCurrency('creditLimit'),
  PortalUser('vendor'),
  HasPhones,
  SoftDeletable,
  Versioned
) {
  /** Its name and its company's stand for each other. */
  @beforeSave()
  static completeNames(vendor: Vendor) {
    const changed = new Set(Object.keys(vendor.$dirty))
    const said = givenOf(vendor, ['name', 'companyName'])
    Object.assign(vendor, completeSynonyms(vendor.$attributes, NAMES, { changed, said }))
    if (vendor.name) return
    throw invalid([{ field: 'name', rule: 'required', message: 'The name field must be defined' }])
  }

  override outcomes(): readonly string[] {
    return this.$dirty.assignedEmployeeId ? ['assign'] : []
  }

  @beforeChangeOf('assignedEmployeeId')
  static async mustKnowEmployee({ assignedEmployeeId }: Vendor) {
    if (!assignedEmployeeId) return
    await Employee.ensureActive(assignedEmployeeId, 'assigned_employee_id')
  }
}
