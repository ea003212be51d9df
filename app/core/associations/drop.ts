import { takesPart } from '#core/associations/participants'
import { UnitOfWork } from '#core/database/unit_of_work'

/** Takes away with what a record that is gone for good was associated. One that is deleted keeps it. */
export async function dropAssociations(resource: string, id: string): Promise<void> {
  if (!takesPart({ name: resource })) return
  await UnitOfWork.get().query(
    `DELETE FROM associations WHERE organization_id = app_organization()
       AND ((from_type = $1 AND from_id = $2) OR (to_type = $1 AND to_id = $2))`,
    [resource, id]
  )
}
