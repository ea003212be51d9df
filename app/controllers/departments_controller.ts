import type { HttpContext } from '@adonisjs/core/http'
import { departments } from '#models/employee/departments'
import { answerJson } from '#query/answer'
import { demandNoParameters } from '#query/list_request'
import { queryFor } from '#query/record_query'

/** The departments in which somebody works. */
export default class DepartmentsController {
  async index(ctx: HttpContext) {
    demandNoParameters(ctx.request.qs())
    return answerJson(ctx, departments(queryFor(ctx)))
  }
}
