import { UnitOfWork } from '#core/database/unit_of_work'
import { BEGINNING } from '#core/events/position'

/** Has the log of a new organization read from its beginning on. In a unit of the system. */
export async function beginReading(organizationId: string): Promise<void> {
  const { epoch, xid, id } = BEGINNING
  await UnitOfWork.get().query(
    `INSERT INTO notification_progress (organization_id, epoch, xid, event_id)
     VALUES ($1, $2, $3, $4)`,
    [organizationId, epoch, String(xid), id]
  )
}
