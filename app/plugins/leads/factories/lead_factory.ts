import factory from '@adonisjs/lucid/factories'
import Lead from '#plugins/leads/models/lead'
import { EmployeeFactory } from '#plugins/employees/factories/employee_factory'

/** New leads; what the organization may leave open is. */
export const LeadFactory = factory
  .define(Lead, ({ faker }) => ({ name: faker.person.fullName() }))
  .state('qualified', (lead) => {
    lead.qualificationStatus = 'qualified'
  })
  .relation('assignee', () => EmployeeFactory)
  .build()
