import { enqueue } from '#core/jobs/enqueue'
import { type SentMessage, forgetHeld, hasHeld } from '#core/plugins/delivery/held_messages'
import { type ListenerPlace, releaseMessages } from '#core/plugins/messages'
import { UnitOfWork } from '#core/database/unit_of_work'

/**
 * Delivers everything to a listener again, what waits first. In a unit of the organization.
 *
 * @param taken the message that waited and has been delivered by now
 * @returns whether the listener was paused
 */
export async function resume(place: ListenerPlace, taken?: SentMessage): Promise<boolean> {
  const { rows } = await UnitOfWork.get().query<{ wasPaused: boolean }>(
    `DELETE FROM listener_breakers
     WHERE organization_id = app_organization() AND plugin = $1 AND listener = $2
     RETURNING retry_at IS NOT NULL AS "wasPaused"`,
    [place.plugin, place.listener]
  )
  if (taken) await forgetHeld(place, taken)
  if (await hasHeld(place)) await enqueue(releaseMessages, place)
  return rows[0]?.wasPaused ?? false
}
