import { EmployeeFactory } from '#plugins/employees/factories/employee_factory'
import Employee from '#plugins/employees/models/employee'
import type { Company } from '#tests/support/personas'
import { inCompany } from '#tests/support/records'

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
  const details = { firstName, lastName, userId: userId ?? null }
  const { id } = await inCompany(company, () => EmployeeFactory.merge(details).create())
  return id
}

/** Deletes an employee. */
export async function deleteEmployee(company: Company, id: string): Promise<void> {
  await inCompany(company, async () => {
    const employee = await Employee.findOrFail(id)
    await employee.delete()
  })
}
