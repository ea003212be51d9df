import { associateRecords } from '#core/associations/primary'
import { UnitOfWork } from '#core/database/unit_of_work'

interface Associated {
  readonly type: string
  readonly id: string
  readonly labels: readonly string[]
}

/** Associates a task with what another one is associated with, by the same labels. */
export async function copyAssociations(from: string, to: string): Promise<void> {
  const { rows } = await UnitOfWork.get().query<Associated & Record<string, unknown>>(
    `SELECT CASE WHEN isFirst THEN to_type ELSE from_type END AS type,
       CASE WHEN isFirst THEN to_id ELSE from_id END AS id, labels
     FROM (SELECT *, from_type = 'tasks' AND from_id = $1 AS isFirst FROM associations
           WHERE organization_id = app_organization()
             AND ((from_type = 'tasks' AND from_id = $1) OR (to_type = 'tasks' AND to_id = $1))) a
     ORDER BY 1, 2`,
    [from]
  )
  for (const { labels, ...other } of rows) {
    await associateRecords(
      { type: 'tasks', id: to },
      { type: other.type, id: other.id },
      { labels }
    )
  }
}
