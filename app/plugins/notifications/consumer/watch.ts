import { setTimeout as sleep } from 'node:timers/promises'
import logger from '@adonisjs/core/services/logger'
import { UnitOfWork, asSystem, forOrganization } from '#core/database/unit_of_work'
import { settledSql } from '#core/events/event_sql'
import { notifyUsers } from '#plugins/notifications/consumer/notify'

/** How often a process looks for organizations in which something has happened. */
const EVERY_MS = 1_000

/** Organizations that are seen to before the others have their turn again. */
const AT_ONCE = 100

/** Notifies users of what happens, for as long as the process works jobs. Many processes may. */
export async function watch(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    let isBehind = false
    for (const organizationId of await findDue()) {
      if (signal.aborted) return
      isBehind = (await notifyLogged(organizationId)) || isBehind
    }
    if (!isBehind) await sleep(EVERY_MS, null, { signal }).catch(() => null)
  }
}

/** What fails in one organization keeps no other one from being notified. */
async function notifyLogged(organizationId: string): Promise<boolean> {
  try {
    return await notifyUsers(organizationId)
  } catch (error) {
    logger.warn({ err: error, organizationId }, 'users could not be notified; it is tried again')
    await postpone(organizationId)
    return false
  }
}

/** Lets the others have their turn first. */
async function postpone(organizationId: string): Promise<void> {
  await UnitOfWork.run(forOrganization(organizationId), (unit) =>
    unit.query(
      `UPDATE notification_progress SET ran_at = clock_timestamp()
       WHERE organization_id = app_organization()`
    )
  )
}

/** The organizations in which something has happened since, the one first that was seen to long ago. */
async function findDue(): Promise<string[]> {
  const { rows } = await UnitOfWork.run(
    asSystem,
    (unit) =>
      unit.query<{ id: string }>(
        `SELECT p.organization_id AS id FROM notification_progress p
         JOIN organizations o ON o.id = p.organization_id AND o.is_active
         WHERE EXISTS (
           SELECT FROM audit_events e
           WHERE e.organization_id = p.organization_id
             AND (e.epoch, e.xid, e.id) > (p.epoch, p.xid, p.event_id) AND ${settledSql('e')})
         ORDER BY p.ran_at NULLS FIRST LIMIT $1`,
        [AT_ONCE]
      ),
    { readOnly: true }
  )
  return rows.map(({ id }) => id)
}
