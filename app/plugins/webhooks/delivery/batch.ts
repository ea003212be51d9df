import type { Reader } from '#core/plugins/reader'
import { type LoggedEvent } from '#core/events/cloud_event'
import { readEvents, readEventsById } from '#core/events/event_log'
import { Problem } from '#core/http/exceptions/problem'
import { currentPlugins } from '#core/plugins/plugin_set'
import { deliveryOf, enqueueDeliveries } from '#plugins/webhooks/delivery/enqueue'
import { asFilterFailure } from '#plugins/webhooks/delivery/filter_failure'
import { type Lease, LEASE_SECONDS } from '#plugins/webhooks/delivery/lease'
import Webhook, { valuesOf } from '#plugins/webhooks/models/webhook'
import type { PausingReason } from '#plugins/webhooks/models/webhook/reasons'
import { sponsorOf } from '#plugins/webhooks/models/webhook/sponsor'
import { subscribed, typesOfNames } from '#plugins/webhooks/models/webhook/subscription'
import { UnitOfWork } from '#core/database/unit_of_work'

/** Events that are read from the log at once. */
const READ_AT_ONCE = 500

/** Deliveries that are made ready at once. */
const SENT_AT_ONCE = 100

/** Of a receiver that failed last time, one for each request in flight: it need not be tried with more. */
const TRIED_AT_ONCE = 4

/** Until it is asked again whether a plugin is on that was off. */
const OFF_SECONDS = 60

/** A request that is to be sent. */
export interface Ready {
  readonly id: string
  /** The same at every attempt, and in replays. */
  readonly eventId: string
  readonly subject: string
  /** Which attempt this is, from 1. */
  readonly attempt: number
  readonly body: string
}

/** What is to be sent next, where, and signed with what. */
export interface Batch {
  readonly url: string
  readonly secrets: readonly string[]
  /** In order. */
  readonly ready: readonly Ready[]
  /** Since when nothing was delivered; null when something was last time. */
  readonly failingSince: Date | null
  /** Whether there may be more behind it. */
  readonly hasMore: boolean
}

/** Why there is nothing to be sent: the lease is another's by now, or the webhook pauses. */
export type Nothing = { readonly pausedFor: PausingReason | null }

interface Progress {
  readonly epoch: number
  readonly xid: string
  readonly event_id: string
  readonly is_backlogged: boolean
  readonly failing_since: Date | null
  readonly waits: boolean
}

/**
 * Reads on in the log, with the rights of the sponsor at this moment, and makes ready what is due. What
 * was read and how far that was is written in this one transaction, so that no event is lost or sent
 * twice for it, whenever the process ends.
 *
 * @throws {FilterFailure} where the database refuses to ask the filter
 */
export async function nextBatch(lease: Lease): Promise<Batch | Nothing> {
  const progress = await keepLease(lease)
  const webhook = progress && (await Webhook.query().where('id', lease.webhookId).first())
  if (!progress || progress.waits || webhook?.state !== 'active') return { pausedFor: null }
  const plugins = await currentPlugins()
  if (!plugins.has('webhooks')) return postpone(lease)
  const sponsor = await sponsorOf(webhook)
  if (typeof sponsor === 'string') return { pausedFor: sponsor }
  const reader = { identity: sponsor, plugins }
  const read = progress.is_backlogged ? NOTHING_READ : await readOn(webhook, progress, reader)
  if ('pausedFor' in read) return read
  const isFailing = progress.failing_since !== null
  const due = await findDue(lease.webhookId, isFailing ? TRIED_AT_ONCE : SENT_AT_ONCE)
  return {
    url: webhook.url,
    secrets: webhook.signingSecrets,
    ready: await render(webhook, due, reader, read.events),
    failingSince: progress.failing_since,
    hasMore: read.hasMore || due.length === SENT_AT_ONCE,
  }
}

/** Locks how far it has come. @returns null when the lease is another's */
async function keepLease({ webhookId, id }: Lease): Promise<Progress | null> {
  const { rows } = await UnitOfWork.get().query<Progress & Record<string, unknown>>(
    `UPDATE webhook_progress SET leased_until = now() + make_interval(secs => $3)
     WHERE organization_id = app_organization() AND webhook_id = $1 AND lease = $2
     RETURNING epoch, xid::text AS xid, event_id, is_backlogged, failing_since,
       coalesce(not_before > now(), false) AS waits`,
    [webhookId, id, LEASE_SECONDS]
  )
  return rows[0] ?? null
}

async function postpone({ webhookId }: Lease): Promise<Nothing> {
  await UnitOfWork.get().query(
    `UPDATE webhook_progress SET not_before = now() + make_interval(secs => $2)
     WHERE organization_id = app_organization() AND webhook_id = $1`,
    [webhookId, OFF_SECONDS]
  )
  return { pausedFor: null }
}

interface Read {
  readonly events: readonly LoggedEvent[]
  readonly hasMore: boolean
}

const NOTHING_READ: Read = { events: [], hasMore: false }

async function readOn(
  webhook: Webhook,
  { epoch, xid, event_id: id }: Progress,
  reader: Reader
): Promise<Read | Nothing> {
  try {
    const page = await readEvents(reader, {
      after: { epoch, xid: BigInt(xid), id },
      types: typesOfNames(webhook.types),
      subject: null,
      limit: READ_AT_ONCE,
      withRecord: webhook.shape === 'full',
    })
    const events = await subscribed(page.events, webhook, reader).catch((error: unknown) => {
      throw asFilterFailure(error)
    })
    await enqueueDeliveries(webhook.id, events.map(deliveryOf))
    await UnitOfWork.get().query(
      `UPDATE webhook_progress SET epoch = $2, xid = $3, event_id = $4
       WHERE organization_id = app_organization() AND webhook_id = $1`,
      [webhook.id, ...valuesOf(page.cursor)]
    )
    return { events, hasMore: page.hasMore }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (error.status === 410) return { pausedFor: 'events_expired' }
    /* It names what there is no more, or what its sponsor may read no more. */
    if (error.status === 400 || error.status === 403) return { pausedFor: 'filter_refused' }
    throw error
  }
}

interface Due {
  readonly id: string
  readonly event_id: string
  readonly subject: string
  readonly attempt: number
  readonly body: string | null
}

/** What is due, in order, but for what is behind something of its subject that waits for another attempt. */
async function findDue(webhookId: string, limit: number): Promise<Due[]> {
  const { rows } = await UnitOfWork.get().query<Due & Record<string, unknown>>(
    `SELECT d.id, d.event_id, d.subject, d.attempt, d.body FROM webhook_deliveries d
     WHERE d.organization_id = app_organization() AND d.webhook_id = $1 AND d.state = 'pending'
       AND d.next_attempt_at <= now() AND NOT EXISTS (
         SELECT FROM webhook_deliveries e
         WHERE e.organization_id = app_organization() AND e.webhook_id = $1 AND e.state = 'pending'
           AND e.subject = d.subject AND e.number < d.number AND e.next_attempt_at > now())
     ORDER BY d.number LIMIT $2`,
    [webhookId, limit]
  )
  return rows
}

/**
 * What is sent, as the sponsor may read it now. What they may read no more is skipped.
 *
 * @param known events that were read in this transaction
 */
async function render(
  { shape }: Webhook,
  due: readonly Due[],
  reader: Reader,
  known: readonly LoggedEvent[]
): Promise<Ready[]> {
  const events = new Map(known.map((event) => [event.id, event]))
  const missing = due.filter(({ body, event_id: id }) => body === null && !events.has(id))
  const ids = [...new Set(missing.map(({ event_id: id }) => id))]
  const withRecord = shape === 'full'
  for (const event of await readEventsById(reader, ids, { withRecord })) events.set(event.id, event)
  const bodyOf = ({ body, event_id: id }: Due) => {
    const event = events.get(id)
    return body ?? (event ? textOf(event, shape) : null)
  }
  await skip(due.filter((delivery) => bodyOf(delivery) === null))
  return due.flatMap((delivery) => {
    const body = bodyOf(delivery)
    const { id, event_id: eventId, subject, attempt } = delivery
    return body === null ? [] : [{ id, eventId, subject, attempt: attempt + 1, body }]
  })
}

async function skip(deliveries: readonly Due[]): Promise<void> {
  if (deliveries.length === 0) return
  await UnitOfWork.get().query(
    `UPDATE webhook_deliveries SET state = 'skipped', next_attempt_at = NULL,
       error = 'The member who answers for the webhook may not read it any more.'
     WHERE organization_id = app_organization() AND id = ANY($1::uuid[])`,
    [deliveries.map(({ id }) => id)]
  )
}

/** Thin, without all that it says of the record. */
function textOf({ json }: LoggedEvent, shape: Webhook['shape']): string {
  if (shape === 'full') return json
  const event: Record<string, unknown> = JSON.parse(json)
  delete event.data
  return JSON.stringify(event)
}
