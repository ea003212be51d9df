import type { HttpContext } from '@adonisjs/core/http'
import { employeePerformance } from '#plugins/reports/models/performance'
import { MAX_EMPLOYEES } from '#plugins/reports/models/parameters'
import { readingOf } from '#plugins/reports/models/reading'
import { answerJson } from '#core/http/answer'
import { refuseParameters, readNumber } from '#core/resources/query/list_request'
import customers from '#plugins/customers/resources/customers'
import deals from '#plugins/deals/resources/deals'
import employees from '#plugins/employees/resources/employees'
import leads from '#plugins/leads/resources/leads'

/** What employees have made of what is theirs. */
export default class PerformanceReportsController {
  async show(ctx: HttpContext) {
    const { limit, ...rest } = ctx.request.qs()
    refuseParameters(rest)
    const readings = {
      employees: readingOf(ctx, employees),
      customers: readingOf(ctx, customers),
      leads: readingOf(ctx, leads),
      deals: readingOf(ctx, deals),
    }
    const max = readNumber(limit, 'limit', 25, MAX_EMPLOYEES)
    return answerJson(ctx, employeePerformance(readings, max))
  }
}
