import type { HttpContext } from '@adonisjs/core/http'
import { employeePerformance } from '#plugins/reports/models/performance'
import { MAX_EMPLOYEES } from '#plugins/reports/models/parameters'
import { ReportRequest } from '#plugins/reports/report_request'
import { answerJson } from '#core/http/answer'
import { readNumber } from '#core/resources/query/list_request'
import customers from '#plugins/customers/resources/customers'
import deals from '#plugins/deals/resources/deals'
import employees from '#plugins/employees/resources/employees'
import leads from '#plugins/leads/resources/leads'

/** What employees have made of what is theirs. */
export default class PerformanceReportsController {
  async show(ctx: HttpContext) {
    const report = new ReportRequest(ctx, [employees, customers, leads, deals], ['limit'])
    const readings = {
      employees: report.reading(employees),
      customers: report.reading(customers),
      leads: report.reading(leads),
      deals: report.reading(deals),
    }
    const max = readNumber(report.parameter('limit'), 'limit', 25, MAX_EMPLOYEES)
    return answerJson(ctx, employeePerformance(readings, report.days, max))
  }
}
