import type { HttpContext } from '@adonisjs/core/http'
import { employeePerformance } from '#models/reports/performance'
import { MOST_EMPLOYEES } from '#models/reports/parameters'
import { readingOf } from '#models/reports/reading'
import { answerJson } from '#query/answer'
import { demandNoParameters, readNumber } from '#query/list_request'
import customers from '#resources/customers'
import deals from '#resources/deals'
import employees from '#resources/employees'
import leads from '#resources/leads'

/** What employees have made of what is theirs. */
export default class PerformanceReportsController {
  async show(ctx: HttpContext) {
    const { limit, ...rest } = ctx.request.qs()
    demandNoParameters(rest)
    const readings = {
      employees: readingOf(ctx, employees),
      customers: readingOf(ctx, customers),
      leads: readingOf(ctx, leads),
      deals: readingOf(ctx, deals),
    }
    const most = readNumber(limit, 'limit', 25, MOST_EMPLOYEES)
    return answerJson(ctx, employeePerformance(readings, most))
  }
}
