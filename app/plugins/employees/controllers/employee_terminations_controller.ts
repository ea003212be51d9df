import type { HttpContext } from '@adonisjs/core/http'
import Employee from '#plugins/employees/models/employee'
import { findForChange } from '#core/resources/records/record'
import { ensureReadable } from '#core/resources/records/references'
import EmployeePolicy from '#plugins/employees/policies/employee_policy'
import { answerAction } from '#core/http/answer'
import { terminationValidator } from '#plugins/employees/validators/termination'

/** The end of somebody's work here. */
export default class EmployeeTerminationsController {
  async store(ctx: HttpContext) {
    const employee = await findForChange(ctx, 'terminate', Employee)
    const { termination_date: on, reassign_to: successorId } =
      await ctx.request.validateUsing(terminationValidator)
    if (successorId) {
      const successor = { field: 'reassign_to', id: successorId, target: ctx.resource }
      await ensureReadable(ctx.identity, [successor])
      await ctx.bouncer.with(EmployeePolicy).authorize('handOver', employee)
    }
    const open = await employee.terminate({ on, successorId })
    const known = open.filter(({ resource }) =>
      ctx.identity.grants.includes(`${resource}:read`, 'all')
    )
    return answerAction(ctx, 'Employee terminated successfully.', employee.id, {
      open_records: known,
      reassigned_to: successorId ?? null,
    })
  }
}
