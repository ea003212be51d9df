/*
|--------------------------------------------------------------------------
| Routes of reports
|--------------------------------------------------------------------------
|
| What an organization reads of itself in numbers. The permission opens them;
| what they count is what the caller may read.
|
*/

import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

const { access } = middleware

export function reportRoutes() {
  for (const [path, controller] of [
    ['dashboard', controllers.reports.DashboardReports],
    ['sales_funnel', controllers.reports.FunnelReports],
    ['revenue_by_period', controllers.reports.RevenueReports],
    ['forecast', controllers.reports.ForecastReports],
    ['employee_performance', controllers.reports.PerformanceReports],
    ['velocity', controllers.reports.VelocityReports],
  ] as const) {
    router
      .get(`/analytics/${path}`, [controller, 'show'])
      .use(access({ permission: 'reports:read' }))
      .as(`analytics.${path}`)
  }
}
