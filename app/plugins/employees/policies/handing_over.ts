import type { Identity } from '#core/access/identity'
import { permissionDenied } from '#core/http/exceptions/problem'
import { openRecordsOf } from '#plugins/employees/models/employee/open_records'
import { leadsSomebody } from '#plugins/employees/models/employee/reports'
import type { Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'

/**
 * Whoever gives a successor all that is open of an employee, and those whom the
 * employee leads, must be allowed to change all of it, and so to read it: the
 * successor may be the caller, who reaches then what was out of reach. Asked
 * while the employee is locked, so that nothing is added meanwhile.
 *
 * @throws 403 naming the first permission that does not reach all records
 */
export async function authorizeHandingOver(
  identity: Identity,
  employees: Resource,
  employeeId: string
): Promise<void> {
  for (const { resource: name } of await openRecordsOf(employeeId)) {
    authorizeAll(identity, resources.get(name))
  }
  if (await leadsSomebody(employeeId)) authorizeAll(identity, employees)
}

function authorizeAll({ grants }: Identity, resource: Resource | undefined): void {
  for (const action of ['read', 'update']) {
    const permission = resource?.permission(action)
    if (permission && grants.reach(permission) !== 'all') throw permissionDenied(permission)
  }
}
