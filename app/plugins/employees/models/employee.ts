import { compose } from '@adonisjs/core/helpers'
import { beforeSave, belongsTo, hasMany, scope } from '@adonisjs/lucid/orm'
import type { ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import type { BelongsTo, HasMany } from '@adonisjs/lucid/types/relations'
import { EmployeeSchema } from '#database/schema'
import { organizationToday } from '#core/calendar/organization_day'
import { InOrganizationCurrency } from '#core/currency/in_organization_currency'
import { invalid } from '#core/http/exceptions/problem'
import { EmitsEvents, runAction } from '#core/resources/concerns/emits_events'
import { Authored } from '#core/resources/concerns/authored'
import { Versioned } from '#core/resources/concerns/versioned'
import { Extensible } from '#core/resources/concerns/extensible'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { PortalUser } from '#plugins/identity/models/concerns/portal_user'
import { HasPhones } from '#core/resources/concerns/has_phones'
import { SoftDeletable } from '#core/resources/concerns/soft_deletable'
import {
  type OpenRecords,
  handOverRecords,
  openRecordsOf,
} from '#plugins/employees/models/employee/open_records'
import { handOverReports } from '#plugins/employees/models/employee/reports'
import type UserProfile from '#plugins/identity/models/user_profile'

interface Termination {
  /** The employee's last day, `2026-11-22`; today by default. */
  readonly on?: string | null | undefined
  /** The id of another employee, who takes over what is the first one's. */
  readonly successorId?: string | null | undefined
}

/** Somebody who works for the organization, with or without a login. */
export default class Employee extends compose(
  EmployeeSchema,
  OrganizationScoped,
  EmitsEvents('employees'),
  Authored,
  Extensible,
  InOrganizationCurrency('salary'),
  PortalUser('employee'),
  HasPhones,
  SoftDeletable,
  Versioned
) {
  /** Those who work here now. */
  static atWork = scope((query: ModelQueryBuilderContract<typeof Employee, unknown>) =>
    query.whereNull('deletedAt').whereNot('status', 'terminated')
  )

  @belongsTo(() => Employee, { foreignKey: 'managerId' })
  declare manager: BelongsTo<typeof Employee>

  /** Whom the employee leads. */
  @hasMany(() => Employee, { foreignKey: 'managerId' })
  declare reports: HasMany<typeof Employee>

  /**
   * Makes sure that records can be given to somebody, and stay so: until the
   * unit ends, the employee is not terminated.
   *
   * @param field the one that names the employee
   * @throws 422 when the employee is absent, foreign, deleted or terminated
   */
  static async ensureActive(id: string, field: string): Promise<void> {
    const query = this.query()
      .where('id', id)
      .withScopes((scopes) => scopes.atWork())
    if (!(await query.forShare().first())) throw noSuchEmployee(field)
  }

  /**
   * Not locked, as a successor is: two who become each other's manager at once
   * would wait for each other. A manager who is terminated meanwhile does no harm.
   */
  @beforeSave()
  static async mustKnowManager(employee: Employee) {
    if (employee.$dirty.managerId && !(await employee.managerAtWork())) {
      throw noSuchEmployee('manager_id')
    }
  }

  /** Terminating is more than a word in a column; coming back needs no more. */
  @beforeSave()
  static async keepTermination(employee: Employee) {
    const { status } = employee.$dirty
    if (status === undefined) return
    if (status !== 'terminated') {
      employee.terminationDate = null
      if (employee.$original.status === 'terminated')
        await (await employee.ownProfile())?.activate()
    } else if (!employee.terminationDate) {
      const message = 'Use POST terminate/ to terminate an employee.'
      throw invalid([{ field: 'status', rule: 'use_terminate', message }])
    }
  }

  get fullName(): string {
    return `${this.firstName} ${this.lastName}`
  }

  get isAtWork(): boolean {
    return !this.isDeleted && this.status !== 'terminated'
  }

  /**
   * Ends the employee's work here, and that of their profile. Their open records
   * stay theirs until a successor is named, who then also leads those whom the employee led.
   *
   * @returns the records that were open
   * @throws 422 when the successor is no one at work, or the employee themselves
   */
  async terminate({ on, successorId }: Termination = {}): Promise<readonly OpenRecords[]> {
    if (successorId) await this.ensureSuccessor(successorId)
    this.terminationDate = on ?? this.terminationDate ?? (await organizationToday())
    this.status = 'terminated'
    return runAction(this, 'terminate', async () => {
      await this.save()
      await (await this.ownProfile())?.deactivate()
      const open = await openRecordsOf(this.id)
      if (successorId) {
        await handOverRecords(this.id, successorId)
        await handOverReports(this, successorId, (await this.managerAtWork())?.id ?? null)
      }
      return open
    })
  }

  private async ensureSuccessor(id: string): Promise<void> {
    if (id === this.id) throw noSuchEmployee('reassign_to')
    await Employee.ensureActive(id, 'reassign_to')
  }

  private async managerAtWork(this: Employee): Promise<Employee | null> {
    if (!this.managerId) return null
    const query = this.related('manager').query()
    return query.withScopes((scopes) => scopes.atWork()).first()
  }

  private async ownProfile(this: Employee): Promise<UserProfile | null> {
    return this.userProfileId ? this.related('profile').query().first() : null
  }
}

function noSuchEmployee(field: string) {
  return invalid([{ field, rule: 'exists', message: 'Employee not found.' }])
}
