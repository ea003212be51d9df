import { UnitOfWork } from '#core/database/unit_of_work'
import { resources } from '#core/resources/registry'

/** Takes away what plugins wrote into the timeline of a record that is gone for good. */
export async function dropTimelineItems(resource: string, id: string): Promise<void> {
  if (!resources.get(resource)?.timeline) return
  await UnitOfWork.get().query(
    `DELETE FROM timeline_items
     WHERE organization_id = app_organization() AND type = $1 AND record_id = $2`,
    [resource, id]
  )
}
