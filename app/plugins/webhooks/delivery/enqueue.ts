import { v7 as uuidv7 } from 'uuid'
import type { LoggedEvent } from '#core/events/cloud_event'
import { UnitOfWork } from '#core/database/unit_of_work'

/** What is to be sent. */
export interface NewDelivery {
  readonly eventId: string
  readonly type: string
  /** The record that it is about: what is about one is sent in order. */
  readonly subject: string
  /** As it is sent; null for an event of the log, which is read when it is sent. */
  readonly body?: string
  readonly replayOfId?: string
  /** The replay by which it is sent once more, and in which it is not sent twice. */
  readonly replayId?: string
}

/**
 * Puts deliveries behind those that a webhook has, in one statement. The row of its progress is locked
 * until the unit ends, so that their numbers are in the order in which they were put there.
 *
 * @returns their ids
 */
export async function enqueueDeliveries(
  webhookId: string,
  deliveries: readonly NewDelivery[]
): Promise<string[]> {
  if (deliveries.length === 0) return []
  const ids = deliveries.map(() => uuidv7())
  await UnitOfWork.get().query(
    `WITH place AS (
       UPDATE webhook_progress SET number = number + $9, due_at = now()
       WHERE organization_id = app_organization() AND webhook_id = $1
       RETURNING number - $9 AS number)
     INSERT INTO webhook_deliveries
       (organization_id, id, webhook_id, number, event_id, event_type, subject, body, replay_of_id,
        replay_id)
     SELECT app_organization(), d.id, $1, place.number + d.position, d.event_id, d.type, d.subject,
       d.body, d.replay_of_id, d.replay_id
     FROM place, unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::uuid[],
       $8::uuid[]) WITH ORDINALITY
       AS d (id, event_id, type, subject, body, replay_of_id, replay_id, position)
     ON CONFLICT (organization_id, webhook_id, replay_id, event_id) DO NOTHING`,
    [
      webhookId,
      ids,
      deliveries.map(({ eventId }) => eventId),
      deliveries.map(({ type }) => type),
      deliveries.map(({ subject }) => subject),
      deliveries.map(({ body = null }) => body),
      deliveries.map(({ replayOfId = null }) => replayOfId),
      deliveries.map(({ replayId = null }) => replayId),
      deliveries.length,
    ]
  )
  return ids
}

/** An event of the log as it is put there. */
export function deliveryOf({ id: eventId, type, subject }: LoggedEvent): NewDelivery {
  return { eventId, type, subject }
}

/** The type of what a test sends. */
export const TEST_TYPE = 'webhooks.test'

/** Puts an event there that has not happened. @returns the id of its delivery */
export async function enqueueTest(webhookId: string): Promise<string> {
  const { organizationId } = UnitOfWork.get()
  const eventId = uuidv7()
  const subject = `webhooks/${webhookId}`
  const body = JSON.stringify({
    specversion: '1.0',
    id: eventId,
    source: `/organizations/${organizationId}`,
    type: TEST_TYPE,
    time: new Date().toISOString(),
    subject,
  })
  const [id = ''] = await enqueueDeliveries(webhookId, [
    { eventId, type: TEST_TYPE, subject, body },
  ])
  return id
}

/** One for the walks of the tests. */
export function makeSample(webhookId: string): Promise<string> {
  return enqueueTest(webhookId)
}
