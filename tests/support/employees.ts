import { randomUUID } from 'node:crypto'
import Employee from '#plugins/employees/models/employee'
import type { Company } from '#tests/support/personas'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

interface Wanted {
  firstName?: string
  lastName?: string
  userId?: string
}

/** An employee to whom records can be assigned. @returns their id */
export async function makeEmployee(
  company: Company,
  { firstName = 'Eve', lastName = 'Moss', userId }: Wanted = {}
): Promise<string> {
  return UnitOfWork.run(forOrganization(company.id), async () => {
    const email = `${randomUUID()}@example.com`
    const employee = await Employee.create({ firstName, lastName, email, userId: userId ?? null })
    return employee.id
  })
}

/** Deletes an employee. */
export async function deleteEmployee(company: Company, id: string): Promise<void> {
  await UnitOfWork.run(forOrganization(company.id), async () => {
    const employee = await Employee.findOrFail(id)
    await employee.delete()
  })
}
