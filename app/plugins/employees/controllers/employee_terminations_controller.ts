import type { HttpContext } from '@adonisjs/core/http'
import Employee from '#plugins/employees/models/employee'
import { endEmployment } from '#plugins/employees/models/employee/termination'
import { takeInput } from '#core/plugins/rights/command_input'
import { findForChange } from '#core/resources/records/record'
import { answerAction } from '#core/http/answer'
import { terminationValidator } from '#plugins/employees/validators/termination'

/** The end of somebody's work here. */
export default class EmployeeTerminationsController {
  async store(ctx: HttpContext) {
    const employee = await findForChange(ctx, 'terminate', Employee)
    await takeInput(ctx, 'terminate')
    const ending = await ctx.request.validateUsing(terminationValidator)
    const { open, successorId, ...access } = await endEmployment(ctx, employee, ending)
    return answerAction(ctx, 'Employee terminated successfully.', employee.id, {
      open_records: open,
      reassigned_to: successorId,
      membership_deactivated: access.isMembershipDeactivated,
      can_log_in: access.canLogIn,
    })
  }
}
