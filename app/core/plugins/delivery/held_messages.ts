import { enqueue, enqueueAll } from '#core/jobs/enqueue'
import type { Message } from '#core/plugins/api'
import { FAILURES, findBreaker } from '#core/plugins/delivery/breaker'
import {
  type ListenerPlace,
  messageJobOf,
  optionsAt,
  releaseMessages,
} from '#core/plugins/messages'
import { UnitOfWork } from '#core/database/unit_of_work'

/* Messages for listeners that are paused. In a unit of the organization. */

/** What is delivered to a listener: a message, and the key through which it came about, if any. */
export interface SentMessage {
  readonly message: Message
  readonly keyId: string | null
}

/** How many are sent on in one transaction. */
const BATCH = 500

/**
 * Holds a message while its listener is paused.
 *
 * @returns false when the listener is paused no more: the row of its breaker is locked, so that
 * nothing is held after the last look at what waits
 */
export async function holdMessage(
  place: ListenerPlace,
  { message, keyId }: SentMessage
): Promise<boolean> {
  const { rowCount } = await UnitOfWork.get().query(
    `WITH paused AS (
       SELECT plugin, listener FROM listener_breakers
       WHERE organization_id = app_organization() AND plugin = $1 AND listener = $2
         AND retry_at IS NOT NULL
       FOR SHARE)
     INSERT INTO held_messages (organization_id, plugin, listener, message_id, message, key_id)
     SELECT app_organization(), plugin, listener, $3, $4, $5 FROM paused
     ON CONFLICT (organization_id, plugin, listener, message_id) DO UPDATE
     SET message = excluded.message`,
    [place.plugin, place.listener, message.id, message, keyId]
  )
  return (rowCount ?? 0) > 0
}

/**
 * One of the messages that wait, each time the next one: a single one that cannot be delivered must not
 * keep all others waiting. Null when none waits: then the next one that comes is delivered,
 * and paused again when that fails.
 *
 * @param tries how often it was tried in vain
 */
export async function nextHeld(
  { plugin, listener }: ListenerPlace,
  tries: number
): Promise<SentMessage | null> {
  const unit = UnitOfWork.get()
  const { rows } = await unit.query<SentMessage & Record<string, unknown>>(
    `SELECT message, key_id AS "keyId" FROM held_messages
     WHERE organization_id = app_organization() AND plugin = $1 AND listener = $2
     ORDER BY held_at, message_id LIMIT 1
     OFFSET $3::int % greatest(1, (SELECT count(*)::int FROM held_messages
       WHERE organization_id = app_organization() AND plugin = $1 AND listener = $2))`,
    [plugin, listener, tries]
  )
  if (rows[0]) return rows[0]
  await unit.query(
    `UPDATE listener_breakers SET retry_at = NULL, failed = failed[1:$3], tries = tries + 1
     WHERE organization_id = app_organization() AND plugin = $1 AND listener = $2`,
    [plugin, listener, FAILURES - 1]
  )
  return null
}

/** Sends on what waits, as it came, unless the listener is paused again. */
export async function release(place: ListenerPlace): Promise<void> {
  if ((await findBreaker(place))?.isPaused) return
  const { rows } = await UnitOfWork.get().query<SentMessage & Record<string, unknown>>(
    `WITH sent AS (
       DELETE FROM held_messages
       WHERE organization_id = app_organization() AND plugin = $1 AND listener = $2
         AND message_id = ANY (ARRAY(
           SELECT message_id FROM held_messages
           WHERE organization_id = app_organization() AND plugin = $1 AND listener = $2
           ORDER BY held_at, message_id LIMIT $3))
       RETURNING message, key_id, held_at, message_id)
     SELECT message, key_id AS "keyId" FROM sent ORDER BY held_at, message_id`,
    [place.plugin, place.listener, BATCH]
  )
  await enqueueAll(
    messageJobOf({ id: place.plugin }),
    rows.map(({ message, keyId }) => ({ ...place, message, keyId })),
    await optionsAt(place)
  )
  if (rows.length === BATCH) await enqueue(releaseMessages, place)
}

export async function hasHeld({ plugin, listener }: ListenerPlace): Promise<boolean> {
  const { rows } = await UnitOfWork.get().query<{ found: boolean }>(
    `SELECT EXISTS (SELECT FROM held_messages
       WHERE organization_id = app_organization() AND plugin = $1 AND listener = $2) AS found`,
    [plugin, listener]
  )
  return rows[0]?.found ?? false
}

/** Forgets one that has been delivered. */
export async function forgetHeld(
  { plugin, listener }: ListenerPlace,
  { message: { id } }: SentMessage
): Promise<void> {
  await UnitOfWork.get().query(
    `DELETE FROM held_messages
     WHERE organization_id = app_organization() AND plugin = $1 AND listener = $2
       AND message_id = $3`,
    [plugin, listener, id]
  )
}

/** Forgets what waits for a listener whose plugin is off, as it would not be told of it either. */
export async function discardHeld({ plugin, listener }: ListenerPlace): Promise<void> {
  for (const table of ['held_messages', 'listener_breakers']) {
    await UnitOfWork.get().query(
      `DELETE FROM ${table}
       WHERE organization_id = app_organization() AND plugin = $1 AND listener = $2`,
      [plugin, listener]
    )
  }
}
