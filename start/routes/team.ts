/*
|--------------------------------------------------------------------------
| Routes of the team
|--------------------------------------------------------------------------
|
| Who works for an organization, and whom it buys from.
|
*/

import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { resourceRoutes } from '#start/routes/resource'
import employees from '#resources/employees'
import vendors from '#resources/vendors'

export function teamRoutes() {
  resourceRoutes(employees, {
    more: (may) => {
      router
        .get('/departments', [controllers.Departments, 'index'])
        .use(may('read'))
        .as('departments.index')
      router
        .post('/:id/terminate', [controllers.EmployeeTerminations, 'store'])
        .use(may('terminate'))
        .as('employee_terminations.store')
    },
  })

  resourceRoutes(vendors, {
    more: (may) => {
      router
        .get('/types', [controllers.VendorTypes, 'index'])
        .use(may('read'))
        .as('vendor_types.index')
    },
  })
}
