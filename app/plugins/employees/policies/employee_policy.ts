import { AuthorizationResponse } from '@adonisjs/bouncer'
import type { Identity } from '#core/access/identity'
import RecordPolicy from '#core/access/record_policy'
import { lacking } from '#core/access/refusal'
import type Employee from '#plugins/employees/models/employee'
import { openRecordsOf } from '#plugins/employees/models/employee/open_records'
import { leadsSomebody } from '#plugins/employees/models/employee/reports'
import employees from '#plugins/employees/resources/employees'
import type { Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'

/** Who may do what with an employee. */
export default class EmployeePolicy extends RecordPolicy {
  readonly resource: Resource = employees

  /** Ending their work here. */
  terminate(caller: Identity, employee: Employee) {
    return this.granted(caller, 'terminate', employee)
  }

  /**
   * Whoever gives a successor all that is open of an employee, and those whom the
   * employee leads, must be allowed to change all of it, and so to read it: the
   * successor may be the caller, who reaches then what was out of reach. Asked
   * while the employee is locked, so that nothing is added meanwhile.
   */
  async handOver({ grants }: Identity, employee: Employee) {
    const open = await openRecordsOf(employee.id)
    const handed: (Resource | undefined)[] = open.map(({ resource }) => resources.get(resource))
    if (await leadsSomebody(employee.id)) handed.push(employees)
    const missing = handed
      .flatMap((resource) => [resource?.permission('read'), resource?.permission('update')])
      .find((permission) => permission && grants.reach(permission) !== 'all')
    return missing ? lacking(missing) : AuthorizationResponse.allow()
  }
}
