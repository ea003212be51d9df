import { type RequestContext, authorizeAction } from '#core/resources/records/record'
import { permissionDenied } from '#core/http/exceptions/problem'
import { ensureReadable } from '#core/resources/records/references'
import { withCaller } from '#core/resources/related'
import { UnitOfWork } from '#core/database/unit_of_work'
import type Employee from '#plugins/employees/models/employee'
import type { OpenRecords } from '#plugins/employees/models/employee/open_records'
import EmployeePolicy from '#plugins/employees/policies/employee_policy'
import Membership from '#plugins/identity/models/membership'
import MembershipPolicy from '#plugins/identity/policies/membership_policy'
import userOrganizations from '#plugins/identity/resources/user_organizations'

/** What it takes to end a membership. */
const ENDING = userOrganizations.permission('update')

/** How an employment ends, as a body says it. */
interface Ending {
  readonly termination_date?: string | null | undefined
  readonly reassign_to?: string | null | undefined
  readonly deactivate_membership?: boolean | undefined
}

interface Ended {
  /** What was open of the employee, as far as the caller may read all of it. */
  readonly open: readonly OpenRecords[]
  readonly successorId: string | null
  readonly isMembershipDeactivated: boolean
  /** Whether the user that the employee is still gets into the organization. */
  readonly canLogIn: boolean
}

/**
 * Ends an employee's work here on behalf of a caller, and with it the membership of the user that the
 * employee is: by default where the caller may do so.
 *
 * @param context of employees
 * @param employee locked
 * @throws 403 for what the caller may not do, 409 for the last owner, 422 for a successor who is no
 * one at work
 */
export async function endEmployment(
  context: RequestContext,
  employee: Employee,
  ending: Ending
): Promise<Ended> {
  const { identity, bouncer, resource: employees } = context
  const { reassign_to: successorId } = withCaller(context, ending, { reassign_to: employees })
  if (successorId) {
    const successor = { field: 'reassign_to', id: successorId, target: employees }
    await ensureReadable(identity, [successor])
    await bouncer.with(EmployeePolicy).authorize('handOver', employee)
  }
  const membership = await membershipToEnd(context, employee, ending.deactivate_membership)
  const open = await employee.terminate({ on: ending.termination_date, successorId })
  await membership?.deactivate()
  return {
    open: open.filter(({ resource }) => identity.grants.includes(`${resource}:read`, 'all')),
    successorId: successorId ?? null,
    isMembershipDeactivated: membership !== null,
    canLogIn: await canLogIn(employee),
  }
}

/** Whether the user that an employee is gets into the organization; false where they are none. */
export async function canLogIn({ userId }: Employee): Promise<boolean> {
  const unit = UnitOfWork.get()
  const { rowCount } = await unit.query(
    `SELECT FROM user_organizations m JOIN users u ON u.id = m.user_id AND u.is_active
     WHERE m.organization_id = $1 AND m.user_id = $2 AND m.is_active`,
    [unit.organizationId, userId]
  )
  return rowCount === 1
}

/** The membership that ends with an employment, locked; null when none does. */
async function membershipToEnd(
  { bouncer, identity }: RequestContext,
  { userId }: Employee,
  isWanted: boolean | undefined
): Promise<Membership | null> {
  if (userId === null || isWanted === false) return null
  const membership = await Membership.query().where({ userId, isActive: true }).forUpdate().first()
  if (!membership) return null
  if (isWanted) {
    if (!identity.grants.allows(ENDING)) throw permissionDenied(ENDING)
    await authorizeAction({ bouncer, identity, resource: userOrganizations }, 'update', membership)
    return membership
  }
  return (await bouncer.with(MembershipPolicy).allows('update', membership)) ? membership : null
}
