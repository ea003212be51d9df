import type { HttpContext } from '@adonisjs/core/http'
import { ensureFormVersion } from '#admin/form_version'
import { leave } from '#admin/leave'
import { renderPage } from '#admin/page'
import { recordPath } from '#admin/record'
import { terminationForm, terminationIn } from '#admin/termination_form'
import Employee from '#plugins/employees/models/employee'
import { endEmployment } from '#plugins/employees/models/employee/termination'
import { terminationValidator } from '#plugins/employees/validators/termination'
import { findForChange } from '#core/resources/records/record'

/** The end of an employee's work, from their page. */
export default class EmployeeTerminationsController {
  async create(ctx: HttpContext) {
    return renderPage(ctx, 'employees/termination', await terminationForm(ctx))
  }

  async store(ctx: HttpContext) {
    const employee = await findForChange(ctx, 'terminate', Employee)
    ensureFormVersion(ctx, employee)
    const ending = await terminationValidator.validate(terminationIn(ctx))
    const { canLogIn } = await endEmployment(ctx, employee, ending)
    const rest = canLogIn ? 'can still log in' : 'cannot log in'
    const notice = `${employee.fullName} does not work here any more, and ${rest}.`
    leave(ctx, recordPath(ctx, employee.id), notice)
  }
}
