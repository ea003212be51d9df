import { compose } from '@adonisjs/core/helpers'
import { afterCreate, beforeCreate, beforeUpdate } from '@adonisjs/lucid/orm'
import { DateTime } from 'luxon'
import { v7 as uuidv7 } from 'uuid'
import { WebhookSchema } from '#database/schema'
import { latestPosition } from '#core/events/event_log'
import type { Position } from '#core/events/position'
import type { ShownOnce } from '#core/http/answer'
import { conflict } from '#core/http/exceptions/problem'
import { enqueue } from '#core/jobs/enqueue'
import sendMail from '#core/jobs/send_mail'
import { EmitsEvents, runAction } from '#core/resources/concerns/emits_events'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { Versioned } from '#core/resources/concerns/versioned'
import type {
  DisablingReason,
  PausingReason,
  Reason,
} from '#plugins/webhooks/models/webhook/reasons'
import { generateSecret, sealSecret, unsealSecret } from '#plugins/webhooks/models/webhook/secret'
import { UnitOfWork } from '#core/database/unit_of_work'

/** How many an organization has at the most. */
export const MAX_WEBHOOKS = 20

/** Hours for which requests are signed with the secret before, too. */
const OVERLAP_IN_HOURS = 24

/** What decides what is sent, and where. */
const OF_SUBSCRIPTION = ['url', 'types', 'changedFields', 'filter', 'shape', 'skipOwn']

/**
 * Where events of the organization are sent. Whoever last said what it sends, or resumed it, answers
 * for it: it sends what they may read.
 */
export default class Webhook extends compose(
  WebhookSchema,
  OrganizationScoped,
  EmitsEvents('webhooks'),
  Versioned
) {
  static override table = 'webhooks'

  private newSecret: string | null = null

  /** @throws 409 when the organization has as many as there may be */
  @beforeCreate()
  static async begin(webhook: Webhook) {
    await ensureRoom()
    webhook.id ??= uuidv7()
    webhook.organizationId ??= UnitOfWork.get().organizationId ?? ''
    webhook.state ??= 'active'
    webhook.takeSecret()
    webhook.takeSponsor()
  }

  /** What happens from now on is sent. */
  @afterCreate()
  static async startHere({ id }: Webhook) {
    const position = await latestPosition()
    UnitOfWork.get().queryDeferred(
      `INSERT INTO webhook_progress (organization_id, webhook_id, epoch, xid, event_id)
       VALUES (app_organization(), $1, $2, $3, $4)`,
      [id, ...valuesOf(position)]
    )
  }

  @beforeUpdate()
  static answer(webhook: Webhook) {
    if (OF_SUBSCRIPTION.some((name) => name in webhook.$dirty)) webhook.takeSponsor()
  }

  shownOnce(): ShownOnce {
    return this.newSecret === null ? {} : { secret: this.newSecret }
  }

  /** Takes another secret. Requests are signed with both for a day. */
  async rotate(): Promise<void> {
    this.previousSecret = this.secret
    this.previousSecretUntil = DateTime.utc().plus({ hours: OVERLAP_IN_HOURS })
    this.takeSecret()
    await runAction(this, 'rotate', () => this.save())
  }

  /**
   * Sends nothing until it is resumed. What happens meanwhile is sent then, as far as events are kept.
   * Nothing happens when it is not active.
   */
  async pause(reason: PausingReason | 'paused' = 'paused'): Promise<void> {
    if (this.state === 'active') await this.become('paused', reason)
  }

  /** Gives it up, since its receiver has, and writes to its sponsor. Nothing happens when it is not active. */
  async disable(reason: DisablingReason): Promise<void> {
    if (this.state !== 'active') return
    await this.become('disabled', reason)
    const { organizationId, id: webhookId } = this
    await enqueue(sendMail, { letter: 'webhook_disabled', organizationId, webhookId })
  }

  /**
   * Goes on from where it was; behind all that has happened where events in between are kept no more.
   * What waits for another attempt is tried at once. Nothing happens when it is active.
   */
  async resume(): Promise<void> {
    if (this.state === 'active') return
    const position = this.stateReason === 'events_expired' ? await latestPosition() : null
    this.takeSponsor()
    await this.become('active', null)
    const unit = UnitOfWork.get()
    unit.queryDeferred(
      `UPDATE webhook_progress SET failing_since = NULL, not_before = NULL, due_at = now(),
         epoch = coalesce($2::integer, epoch), xid = coalesce($3::xid8, xid),
         event_id = coalesce($4::uuid, event_id)
       WHERE organization_id = app_organization() AND webhook_id = $1`,
      [this.id, ...(position ? valuesOf(position) : [null, null, null])]
    )
    unit.queryDeferred(
      `UPDATE webhook_deliveries SET next_attempt_at = now()
       WHERE organization_id = app_organization() AND webhook_id = $1 AND state = 'pending'`,
      [this.id]
    )
  }

  /** With what requests are signed now, the newest first; none that cannot be read any more. */
  get signingSecrets(): string[] {
    const { previousSecret, previousSecretUntil: until } = this
    const isOverlapping = until !== null && until > DateTime.utc()
    return [this.secret, ...(isOverlapping && previousSecret !== null ? [previousSecret] : [])]
      .map((sealed) => unsealSecret(sealed, this))
      .filter((secret) => secret !== null)
  }

  /** @throws 409 for one that sends nothing */
  ensureActive(): void {
    if (this.state === 'active') return
    const detail = `This webhook is ${this.state}. Resume it first.`
    throw conflict('webhook_not_active', detail, { webhook_state: this.state })
  }

  private async become(state: Webhook['state'], reason: Reason | null): Promise<void> {
    const name = { active: 'resume', paused: 'pause', disabled: 'disable' }[state]
    this.state = state
    this.stateReason = reason
    await runAction(this, name, () => this.save())
  }

  private takeSecret(): void {
    this.newSecret = generateSecret()
    this.secret = sealSecret(this.newSecret, this)
  }

  private takeSponsor(): void {
    const { cause } = UnitOfWork.get()
    this.sponsorId = cause?.userId ?? null
    this.sponsorKeyId = cause?.keyId ?? null
  }
}

/** A position as statements are given it. */
export function valuesOf({ epoch, xid, id }: Position): [number, string, string] {
  return [epoch, String(xid), id]
}

/** Those who make one at once wait for each other here. @throws 409 */
async function ensureRoom(): Promise<void> {
  const unit = UnitOfWork.get()
  await unit.query(
    `SELECT pg_advisory_xact_lock(hashtextextended('webhooks/' || app_organization()::text, 0))`
  )
  const { rows } = await unit.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM webhooks WHERE organization_id = app_organization()'
  )
  if ((rows[0]?.count ?? 0) < MAX_WEBHOOKS) return
  const detail = `An organization has at most ${MAX_WEBHOOKS} webhooks. Delete one first.`
  throw conflict('too_many_webhooks', detail, { max: MAX_WEBHOOKS })
}
