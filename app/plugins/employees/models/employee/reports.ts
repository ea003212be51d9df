import type Employee from '#plugins/employees/models/employee'
import { bulkUpdate } from '#core/resources/records/mass_change'
import employees from '#plugins/employees/resources/employees'
import { UnitOfWork } from '#core/database/unit_of_work'

/** Whether an employee is the manager of anyone. */
export async function leadsSomebody(employeeId: string): Promise<boolean> {
  const unit = UnitOfWork.get()
  const { rowCount } = await unit.query(
    `SELECT FROM employees
     WHERE organization_id = $1 AND manager_id = $2 AND deleted_at IS NULL LIMIT 1`,
    [unit.organizationId, employeeId]
  )
  return rowCount === 1
}

/**
 * Makes a successor the manager of those whom a user led. A successor from
 * below takes that leader's place first, since no one can be above themselves.
 *
 * @param managerId who is above both from then on; no one when that one has stopped working here
 */
export async function handOverReports(
  { organizationId, id }: Employee,
  successorId: string,
  managerId: string | null
): Promise<void> {
  await bulkUpdate({
    ...{ resource: employees, column: 'manager_id', to: managerId },
    which: (bind) => {
      const organization = bind(organizationId)
      return `r.organization_id = ${organization} AND r.id = ${bind(successorId)} AND r.id IN (
        WITH RECURSIVE below (id) AS (
          SELECT ${bind(id)}::uuid
          UNION
          SELECT report.id FROM below
          JOIN employees report
            ON report.organization_id = ${organization} AND report.manager_id = below.id
        )
        SELECT below.id FROM below)`
    },
  })
  await bulkUpdate({
    ...{ resource: employees, column: 'manager_id', to: successorId },
    which: (bind) =>
      `r.organization_id = ${bind(organizationId)} AND r.manager_id = ${bind(id)}
       AND r.id <> ${bind(successorId)} AND r.deleted_at IS NULL`,
  })
}
