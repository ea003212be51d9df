import { type Since, readEvents } from '#core/events/event_log'
import { type Position, momentOf } from '#core/events/position'
import type { WorkContext } from '#core/plugins/api'
import { currentPlugins } from '#core/plugins/plugin_set'
import { notFound } from '#core/http/exceptions/problem'
import { type NewDelivery, deliveryOf, enqueueDeliveries } from '#plugins/webhooks/delivery/enqueue'
import Webhook from '#plugins/webhooks/models/webhook'
import { sponsorOf } from '#plugins/webhooks/models/webhook/sponsor'
import { subscribed, typesOfNames } from '#plugins/webhooks/models/webhook/subscription'
import { UnitOfWork } from '#core/database/unit_of_work'

/** Which events are sent once more. */
export interface ReplayInput {
  readonly webhook_id: string
  /** Moments, in ISO 8601. */
  readonly after: string
  readonly before: string
  /** Those of the webhook by default. */
  readonly types?: readonly string[] | undefined
}

/** Events that are read in one transaction. */
const BATCH = 500

/**
 * Milliseconds by which an event may stand behind one that was written later: the longest that a
 * transaction takes.
 */
const SLACK = 3_600_000

interface Kept extends Record<string, unknown> {
  readonly event_id: string
  readonly event_type: string
  readonly subject: string
  readonly body: string | null
  readonly webhook_id: string
}

/**
 * Sends an event once more, behind all that the webhook has to send, with its `webhook-id`.
 *
 * @returns the id of the new delivery
 * @throws 404 for a delivery that is not there, 409 for a webhook that sends nothing
 */
export async function replayDelivery(id: string, webhookId?: string): Promise<string> {
  const { rows } = await UnitOfWork.get().query<Kept>(
    `SELECT event_id, event_type, subject, body, webhook_id FROM webhook_deliveries
     WHERE organization_id = app_organization() AND id::text = $1
       AND webhook_id = coalesce($2::uuid, webhook_id)`,
    [id.toLowerCase(), webhookId ?? null]
  )
  const [kept] = rows
  const webhook = kept && (await Webhook.findForUpdate(kept.webhook_id))
  if (!kept || !webhook) throw notFound('webhook_delivery')
  webhook.ensureActive()
  const delivery: NewDelivery = {
    eventId: kept.event_id,
    type: kept.event_type,
    subject: kept.subject,
    replayOfId: id.toLowerCase(),
    ...(kept.body !== null && { body: kept.body }),
  }
  const [replay = ''] = await enqueueDeliveries(webhook.id, [delivery])
  return replay
}

/**
 * Sends once more what happened between two moments, as far as the webhook would send it: a transaction
 * for each batch. Tried again, it sends nothing twice.
 */
export async function replayEvents(
  { transaction }: Pick<WorkContext, 'transaction'>,
  input: ReplayInput,
  { messageId, signal }: { readonly messageId: string; readonly signal: AbortSignal }
): Promise<void> {
  let after: Position | Since | null = { since: Date.parse(input.after) }
  while (after !== null && !signal.aborted) {
    const from: Position | Since = after
    after = await transaction(() => replayBatch(input, from, messageId))
  }
  signal.throwIfAborted()
}

/** @returns where to go on; null where there is no more */
async function replayBatch(
  { webhook_id: webhookId, types, ...between }: ReplayInput,
  after: Position | Since,
  replayId: string
): Promise<Position | null> {
  const webhook = await Webhook.find(webhookId)
  if (webhook?.state !== 'active') return null
  const sponsor = await sponsorOf(webhook)
  if (typeof sponsor === 'string') return null
  const reader = { identity: sponsor, plugins: await currentPlugins() }
  const page = await readEvents(reader, {
    after,
    types: typesOfNames(types ?? webhook.types),
    subject: null,
    limit: BATCH,
    withRecord: false,
  })
  const [since, until] = [Date.parse(between.after), Date.parse(between.before)]
  const within = page.events.filter(({ id }) => momentOf(id) >= since && momentOf(id) < until)
  const events = await subscribed(within, webhook, reader)
  await enqueueDeliveries(
    webhookId,
    events.map((event) => ({ ...deliveryOf(event), replayId }))
  )
  const isOver = !page.hasMore || momentOf(page.cursor.id) > until + SLACK
  return isOver ? null : page.cursor
}
