import factory from '@adonisjs/lucid/factories'
import Customer from '#plugins/customers/models/customer'
import { EmployeeFactory } from '#plugins/employees/factories/employee_factory'

/** Customers who are persons; what the organization may leave open is. */
export const CustomerFactory = factory
  .define(Customer, ({ faker }) => ({ name: faker.person.fullName() }))
  .state('business', (customer, { faker }) => {
    customer.merge({ customerType: 'business', name: faker.company.name() })
  })
  .relation('assignee', () => EmployeeFactory)
  .build()
