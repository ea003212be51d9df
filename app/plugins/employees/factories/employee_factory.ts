import factory from '@adonisjs/lucid/factories'
import Employee from '#plugins/employees/models/employee'

/** Employees without a login. */
export const EmployeeFactory = factory
  .define(Employee, ({ faker }) => ({
    firstName: faker.person.firstName(),
    lastName: faker.person.lastName(),
    email: `${faker.string.uuid()}@example.com`,
  }))
  .relation('manager', () => EmployeeFactory)
  .relation('reports', () => EmployeeFactory)
  .build()
