import { v7 as uuidv7 } from 'uuid'
import { UnitOfWork } from '#core/database/unit_of_work'

/** A notification of the one who works, for walks of the tests. @returns its id */
export async function makeSample(customerId: string): Promise<string> {
  const id = uuidv7()
  await UnitOfWork.get().query(
    `INSERT INTO notifications
       (organization_id, id, user_id, kind, event_id, resource, record_id, label, in_app, email)
     SELECT app_organization(), $1, m.user_id, 'assigned', $1, 'customers', $2, 'Ada', true, false
     FROM user_organizations m
     WHERE m.organization_id = app_organization() AND m.role = 'owner' AND m.is_active
     ORDER BY m.id LIMIT 1`,
    [id, customerId]
  )
  return id
}
