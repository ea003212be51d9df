import { UnitOfWork } from '#core/database/unit_of_work'

/** Of two files that look for records of a resource by a key, the second sees what the first has made. */
export async function waitForOthers(resource: string): Promise<void> {
  await UnitOfWork.get().query(
    `SELECT pg_advisory_xact_lock(hashtextextended('imports/' || app_organization()::text || '/' || $1, 0))`,
    [resource]
  )
}
