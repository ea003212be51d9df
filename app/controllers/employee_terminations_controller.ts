import type { HttpContext } from '@adonisjs/core/http'
import Employee from '#models/employee'
import { findForChange } from '#models/record'
import { answerAction } from '#query/answer'
import { queryFor } from '#query/record_query'
import { readTermination } from '#validators/termination'

/** The end of somebody's work here. */
export default class EmployeeTerminationsController {
  async store(ctx: HttpContext) {
    const employee = await findForChange(ctx, 'terminate', Employee)
    const { termination_date: on, reassign_to: successorId } = await readTermination(
      ctx.request.body()
    )
    const open = await employee.terminate({ on, successorId })
    const known = open.filter(({ resource }) =>
      ctx.identity.grants.covers(`${resource}:read`, 'all')
    )
    const detail = queryFor(ctx).written(employee.id)
    return answerAction(ctx, 'Employee terminated successfully.', detail, {
      open_records: known,
      reassigned_to: successorId ?? null,
    })
  }
}
