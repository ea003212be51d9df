import type Employee from '#models/employee'
import { UnitOfWork } from '#tenancy/unit_of_work'

/**
 * Makes a successor the manager of those whom somebody led. A successor from
 * below takes his place first, since nobody can be above himself.
 */
export async function handOverReports(
  { organizationId, id, managerId }: Employee,
  successorId: string
): Promise<void> {
  const unit = UnitOfWork.get()
  const change = (to: string, which: string) =>
    `UPDATE employees r SET manager_id = ${to}, version = version + 1, updated_at = now()
     WHERE r.organization_id = $1 AND ${which}`
  await unit.query(
    change(
      '$4',
      `r.id = $3 AND r.id IN (
         WITH RECURSIVE below (id) AS (
           SELECT $2::uuid
           UNION
           SELECT report.id FROM below
           JOIN employees report ON report.organization_id = $1 AND report.manager_id = below.id
         )
         SELECT below.id FROM below)`
    ),
    [organizationId, id, successorId, managerId]
  )
  await unit.query(change('$3', 'r.manager_id = $2 AND r.id <> $3 AND r.deleted_at IS NULL'), [
    organizationId,
    id,
    successorId,
  ])
}
