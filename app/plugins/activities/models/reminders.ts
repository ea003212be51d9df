import type { LucidRow } from '@adonisjs/lucid/types/model'
import { DateTime } from 'luxon'
import { lockRecord } from '#core/database/organization_adapter'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { runAction } from '#core/resources/concerns/emits_events'
import Call from '#plugins/activities/models/call'
import Meeting from '#plugins/activities/models/meeting'
import Task from '#plugins/activities/models/task'

const MODELS = { task: Task, meeting: Meeting, call: Call } as const

/**
 * Reminds of one activity, once, whoever else is about to: it is what happens to it, `remind`, of which
 * its owner and the users who take part are notified. It is not counted as a change: what a client has
 * seen of it is as it was.
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
  })
}

/** It may have been completed, moved, or reminded of since it was found. */
function isDue(activity: LucidRow | null): activity is Task | Meeting | Call {
  const isKnown =
    activity instanceof Task || activity instanceof Meeting || activity instanceof Call
  if (!isKnown || activity.isDeleted || activity.status !== 'planned') return false
  return !activity.remindedAt && activity.remindAt !== null && activity.remindAt <= DateTime.utc()
}
