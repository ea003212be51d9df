import type { HttpContext } from '@adonisjs/core/http'
import { departments } from '#plugins/employees/models/employee/departments'
import { answerJson } from '#core/http/answer'
import { refuseParameters } from '#core/resources/query/list_request'
import { queryFor } from '#core/resources/query/record_query'

/** The departments in which a user works. */
export default class DepartmentsController {
  async index(ctx: HttpContext) {
    refuseParameters(ctx.request.qs())
    return answerJson(ctx, departments(queryFor(ctx)))
  }
}
