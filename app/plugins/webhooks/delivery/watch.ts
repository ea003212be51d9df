import { setTimeout as sleep } from 'node:timers/promises'
import logger from '@adonisjs/core/services/logger'
import { settledSql } from '#core/events/event_sql'
import type { Place } from '#plugins/webhooks/delivery/lease'
import { runWebhook } from '#plugins/webhooks/delivery/run'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/** How often a process looks for webhooks with something to send. */
const EVERY_MS = 500

/**
 * Webhooks of which a process sends at once. Those that failed last time have places of their own, so
 * that receivers that are dead delay no others.
 */
const PLACES = { working: 20, failing: 5 }

type Kind = keyof typeof PLACES

interface DueWebhook extends Place {
  readonly kind: Kind
}

/** Sends what webhooks have to send, for as long as the process works jobs. Many processes may. */
export async function sendWebhooks(signal: AbortSignal): Promise<void> {
  const running = new Map<string, { readonly kind: Kind; readonly run: Promise<void> }>()
  try {
    while (!signal.aborted) {
      for (const { kind, ...place } of await findDue()) {
        const ofKind = [...running.values()].filter((entry) => entry.kind === kind)
        if (running.has(place.webhookId) || ofKind.length >= PLACES[kind]) continue
        const run = runLogged(place, signal).finally(() => running.delete(place.webhookId))
        running.set(place.webhookId, { kind, run })
      }
      await sleep(EVERY_MS, null, { signal }).catch(() => null)
    }
  } finally {
    await Promise.all([...running.values()].map(({ run }) => run))
  }
}

async function runLogged(place: Place, signal: AbortSignal): Promise<void> {
  try {
    await runWebhook(place, signal)
  } catch (error) {
    logger.warn({ err: error, ...place }, 'a webhook could not be run; it is tried again')
  }
}

/**
 * The webhooks with something to send, or to read in the log, the one first that was last long ago: as
 * many of each kind as a process has places for.
 */
export async function findDue(): Promise<DueWebhook[]> {
  const { rows } = await UnitOfWork.run(
    asSystem,
    (unit) =>
      unit.query<DueWebhook & Record<string, unknown>>(
        `WITH due AS (
           SELECT p.organization_id, p.webhook_id, p.failing_since IS NOT NULL AS is_failing, p.ran_at
           FROM webhook_progress p
           JOIN webhooks w ON w.organization_id = p.organization_id AND w.id = p.webhook_id
             AND w.state = 'active'
           JOIN organizations o ON o.id = p.organization_id AND o.is_active
           WHERE (p.leased_until IS NULL OR p.leased_until < now())
             AND (p.not_before IS NULL OR p.not_before <= now())
             AND (p.due_at <= now() OR (NOT p.is_backlogged AND EXISTS (
               SELECT FROM audit_events e
               WHERE e.organization_id = p.organization_id
                 AND (e.epoch, e.xid, e.id) > (p.epoch, p.xid, p.event_id) AND ${settledSql('e')})))),
         ranked AS (
           SELECT due.*, row_number() OVER (PARTITION BY is_failing ORDER BY ran_at NULLS FIRST) AS place
           FROM due)
         SELECT organization_id AS "organizationId", webhook_id AS "webhookId",
           CASE WHEN is_failing THEN 'failing' ELSE 'working' END AS kind
         FROM ranked WHERE place <= $1 ORDER BY place`,
        [Math.max(...Object.values(PLACES))]
      ),
    { readOnly: true }
  )
  return rows
}
