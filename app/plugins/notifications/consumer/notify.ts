import { v7 as uuidv7 } from 'uuid'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { enqueueAll } from '#core/jobs/enqueue'
import sendMail from '#core/jobs/send_mail'
import {
  type Candidate,
  type Place,
  findCandidates,
} from '#plugins/notifications/consumer/candidates'
import { readableCandidates } from '#plugins/notifications/consumer/readable'

/**
 * Notifies the users of an organization of what has happened since it was done last. What was written
 * and how far the log was read is one transaction, and its row is locked: however many processes do
 * it, and whenever they end, each user is notified of each event once.
 *
 * @returns whether there is more to look at already
 */
export function notifyUsers(organizationId: string): Promise<boolean> {
  return UnitOfWork.run(forOrganization(organizationId), async (unit) => {
    const { rows } = await unit.query<Place & Record<string, unknown>>(
      `SELECT epoch, xid::text AS xid, event_id FROM notification_progress
       WHERE organization_id = app_organization() FOR UPDATE SKIP LOCKED`
    )
    const [place] = rows
    if (!place) return false
    const { candidates, last, hasMore } = await findCandidates(place)
    if (last) {
      await write(organizationId, await readableCandidates(candidates))
      await unit.query(
        `UPDATE notification_progress
         SET epoch = $1, xid = $2, event_id = $3, ran_at = clock_timestamp()
         WHERE organization_id = app_organization()`,
        [last.epoch, last.xid, last.event_id]
      )
    }
    return hasMore
  })
}

interface Written {
  readonly id: string
  readonly user_id: string
  readonly in_app: boolean
  readonly email: boolean
}

async function write(organizationId: string, candidates: readonly Candidate[]): Promise<void> {
  if (candidates.length === 0) return
  const unit = UnitOfWork.get()
  const entries = candidates.map((candidate) => ({ id: uuidv7(), ...candidate }))
  const { rows } = await unit.query<Written & Record<string, unknown>>(
    `INSERT INTO notifications (organization_id, id, user_id, kind, event_id, resource, record_id,
       label, actor_id, in_app, email, created_at)
     SELECT app_organization(), n.id, n.user_id, n.kind, n.event_id, n.resource, n.record_id, n.label,
       n.actor_id, n.in_app, n.email, n.created_at
     FROM jsonb_to_recordset($1::jsonb) AS n (id uuid, user_id uuid, kind text, event_id uuid,
       resource text, record_id uuid, label text, actor_id uuid, in_app boolean, email boolean,
       created_at timestamptz)
     ON CONFLICT ON CONSTRAINT notifications_once DO NOTHING
     RETURNING id, user_id, in_app, email`,
    [JSON.stringify(entries)]
  )
  /* What makes live streams show it to the user whose it is. */
  await unit.query(
    `SELECT record_event('notifications:create', 'notifications', made.id, 'done', NULL)
     FROM unnest($1::uuid[]) made (id)`,
    [rows.filter((row) => row.in_app).map(({ id }) => id)]
  )
  await enqueueMails(organizationId, rows)
}

/** One mail for each user, of all that they are notified of at once. */
async function enqueueMails(organizationId: string, written: readonly Written[]): Promise<void> {
  const mailed = Map.groupBy(
    written.filter(({ email }) => email),
    ({ user_id: userId }) => userId
  )
  await enqueueAll(
    sendMail,
    [...mailed].map(([userId, own]) => ({
      letter: 'notifications' as const,
      organizationId,
      userId,
      notificationIds: own.map(({ id }) => id),
    }))
  )
}
