import { compose } from '@adonisjs/core/helpers'
import { EmployeeSchema } from '#database/schema'
import { Authored } from '#models/concerns/authored'
import { OrganizationScoped } from '#models/concerns/organization_scoped'
import { SoftDeletable } from '#models/concerns/soft_deletable'
import { Versioned } from '#models/concerns/versioned'

/** Somebody who works for the organization, with or without a login. */
export default class Employee extends compose(
  EmployeeSchema,
  OrganizationScoped,
  Authored,
  SoftDeletable,
  Versioned
) {
  get fullName(): string {
    return `${this.firstName} ${this.lastName}`
  }
}
