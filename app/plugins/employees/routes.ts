/*
|--------------------------------------------------------------------------
| Routes of the team
|--------------------------------------------------------------------------
|
| Who works for an organization.
|
*/

import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { resourceRoutes } from '#core/resources/routes'
import employees from '#plugins/employees/resources/employees'

export function employeeRoutes() {
  resourceRoutes(employees, {
    more: (may) => {
      router.get('/departments', [controllers.employees.Departments, 'index']).use(may('read'))
      router
        .post('/:id/terminate', [controllers.employees.EmployeeTerminations, 'store'])
        .use(may('terminate'))
    },
  })
}
