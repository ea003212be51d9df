import type { LucidRow } from '@adonisjs/lucid/types/model'
import { DateTime } from 'luxon'
import { lockRecord } from '#core/database/organization_adapter'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { enqueueAll } from '#core/jobs/enqueue'
import sendMail from '#core/jobs/send_mail'
import { runAction } from '#core/resources/concerns/emits_events'
import Call from '#plugins/activities/models/call'
import Meeting from '#plugins/activities/models/meeting'
import Task from '#plugins/activities/models/task'

const MODELS = { task: Task, meeting: Meeting, call: Call } as const

/**
 * Reminds of one activity, once, whoever else is about to: its owner and the users who take part, each
 * by a mail, and whoever listens to `remind`. It is not counted as a change: what a client has seen of
 * it is as it was.
 */
export async function remind(organizationId: string, kind: string, id: string): Promise<void> {
  if (kind !== 'task' && kind !== 'meeting' && kind !== 'call') return
  await UnitOfWork.run(forOrganization(organizationId), async (unit) => {
    const activity = await lockRecord(MODELS[kind], id)
    if (!isDue(activity)) return
    await runAction(activity, 'remind', () =>
      unit.query(
        `UPDATE activities SET reminded_at = now() WHERE organization_id = $1 AND id = $2`,
        [organizationId, id]
      )
    )
    const { rows } = await unit.query<{ user_id: string }>(RECIPIENTS, [organizationId, id])
    await enqueueAll(
      sendMail,
      rows.map(({ user_id: userId }) => ({
        letter: 'activity_reminder' as const,
        organizationId,
        activityId: id,
        userId,
      }))
    )
  })
}

/** It may have been completed, moved, or reminded of since it was found. */
function isDue(activity: LucidRow | null): activity is Task | Meeting | Call {
  const isKnown =
    activity instanceof Task || activity instanceof Meeting || activity instanceof Call
  if (!isKnown || activity.isDeleted || activity.status !== 'planned') return false
  return !activity.remindedAt && activity.remindAt !== null && activity.remindAt <= DateTime.utc()
}

/** Each user once, as far as they still work there. */
const RECIPIENTS = `
  SELECT m.user_id FROM user_organizations m
  WHERE m.organization_id = $1 AND m.is_active AND m.user_id IN (
    SELECT e.user_id FROM activities a
    JOIN employees e ON e.organization_id = a.organization_id AND e.id = a.owner_id
    WHERE a.organization_id = $1 AND a.id = $2 AND e.deleted_at IS NULL
    UNION
    SELECT p.user_id FROM activity_participants p
    WHERE p.organization_id = $1 AND p.activity_id = $2)
  ORDER BY m.user_id`
