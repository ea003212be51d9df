import { compose } from '@adonisjs/core/helpers'
import { afterCreate, beforeCreate, beforeUpdate } from '@adonisjs/lucid/orm'
import { DateTime } from 'luxon'
import { QuoteSchema } from '#database/schema'
import { organizationToday } from '#core/calendar/organization_day'
import { conflict, invalid } from '#core/http/exceptions/problem'
import { EmitsEvents, runAction } from '#core/resources/concerns/emits_events'
import { Authored } from '#core/resources/concerns/authored'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { Versioned } from '#core/resources/concerns/versioned'
import {
  type Snapshot,
  keepLines,
  replaceLines,
  takeSnapshot,
} from '#plugins/products/quotes/snapshot'
import { UnitOfWork } from '#core/database/unit_of_work'

type Status = Quote['status']

/** What may become of a quote, and by which command. */
const BECOMES: Readonly<Record<Status, Readonly<Partial<Record<Status, string>>>>> = {
  draft: { sent: 'send' },
  sent: { accepted: 'accept', declined: 'decline' },
  accepted: {},
  declined: {},
}

/** What is written of one that is no draft any more: what became of it. */
const OF_DECISIONS: ReadonlySet<string> = new Set([
  'status',
  'sentAt',
  'decidedAt',
  'declineReason',
  'updatedAt',
  'version',
])

/**
 * What is offered for a deal. Lines, prices and customer are a copy, as they were when they were taken:
 * a draft takes them anew, and what was sent never changes.
 */
export default class Quote extends compose(
  QuoteSchema,
  OrganizationScoped,
  EmitsEvents('quotes'),
  Authored,
  Versioned
) {
  static override table = 'quotes'

  private taken: Snapshot | null = null

  /** @throws 422 for a deal without lines, or one that the quote which it replaces is not of */
  @beforeCreate()
  static async takeFromDeal(quote: Quote) {
    quote.status ??= 'draft'
    await quote.take()
  }

  @afterCreate()
  static writeLines(quote: Quote) {
    if (quote.taken) keepLines(quote.id, quote.taken)
    quote.taken = null
  }

  /** @throws 409 for what cannot become of it, and for any other change of one that was sent */
  @beforeUpdate()
  static keepWhatWasSent({ $dirty, $original, status }: Quote) {
    const before: Status = $original.status
    const isSettled =
      before !== 'draft' && Object.keys($dirty).some((name) => !OF_DECISIONS.has(name))
    if (isSettled || (status !== before && !BECOMES[before][status])) throw settled(before)
  }

  /** A status that is written is what happened, however it came about. */
  override outcomes(): readonly string[] {
    const { status } = this.$dirty
    const before: Status | undefined = this.$original.status
    const name = before && this.status === status ? BECOMES[before][this.status] : undefined
    return name === undefined ? [] : [name]
  }

  /**
   * Takes lines, prices, customer and sender of a draft anew.
   *
   * @throws 409 when it was sent, 422 when the deal has no lines
   */
  async takeAnew(): Promise<void> {
    if (this.status !== 'draft') throw settled(this.status)
    await runAction(this, 'refresh', async () => {
      await this.take()
      if (this.taken) replaceLines(this.id, this.taken)
      this.taken = null
      await this.save()
    })
  }

  /**
   * It has gone to the customer, and stays as it is. Nothing happens when it has already.
   *
   * @throws 409 when it is decided, 422 when the day until which it is valid is over
   */
  async send(): Promise<void> {
    if (this.status === 'sent') return
    if (this.status !== 'draft') throw settled(this.status)
    if (await this.isOver()) throw overAlready()
    this.sentAt = DateTime.utc()
    await this.become('sent')
  }

  /**
   * The customer takes it. Nothing happens when they have already. The deal stays as it is: a hook or
   * a listener of `quotes:accept` may win it.
   *
   * @throws 409 when it was not sent, is declined, is not valid any more, or when another quote of the
   * deal is accepted
   */
  async accept(): Promise<void> {
    if (this.status === 'accepted') return
    if (this.status !== 'sent') throw undecidable(this.status)
    if (await this.isOver()) throw expired(this)
    await this.ensureOnlyOne()
    this.decidedAt = DateTime.utc()
    await this.become('accepted')
  }

  /** The customer does not take it. Nothing happens when it is declined already. @throws 409 when it was not sent, or is accepted */
  async decline(reason: string | null = null): Promise<void> {
    if (this.status === 'declined') return
    if (this.status !== 'sent') throw undecidable(this.status)
    this.declineReason = reason
    this.decidedAt = DateTime.utc()
    await this.become('declined')
  }

  /** @throws 409 when it was sent */
  override async delete(): Promise<void> {
    if (this.status !== 'draft') throw settled(this.status)
    await super.delete()
  }

  private async become(status: Status): Promise<void> {
    const name = BECOMES[this.status][status]
    if (name === undefined) throw settled(this.status)
    this.status = status
    await runAction(this, name, () => this.save())
  }

  private async take(): Promise<void> {
    const snapshot = await takeSnapshot(this.dealId, this.replacesId ?? null)
    Object.assign(this, snapshot.columns)
    this.title ??= snapshot.title
    this.snapshotAt = DateTime.utc()
    this.taken = snapshot
  }

  private async isOver(): Promise<boolean> {
    return (
      this.validUntil !== null && (this.validUntil.toISODate() ?? '') < (await organizationToday())
    )
  }

  /** Those who accept two quotes of a deal at once wait for each other here. */
  private async ensureOnlyOne(): Promise<void> {
    const unit = UnitOfWork.get()
    const deal = [unit.organizationId, this.dealId]
    await unit.query(
      'SELECT FROM deals WHERE organization_id = $1 AND id = $2 FOR NO KEY UPDATE',
      deal
    )
    const { rows } = await unit.query<{ id: string; code: string }>(
      `SELECT id, code FROM quotes WHERE organization_id = $1 AND deal_id = $2 AND status = 'accepted'`,
      deal
    )
    if (rows[0]) throw acceptedAlready(rows[0])
  }
}

function settled(status: Status) {
  return conflict(
    'quote_settled',
    `The quote is ${status}, and stays as it is. Make another one.`,
    {
      quote_status: status,
    }
  )
}

function undecidable(status: Status) {
  const detail =
    status === 'draft' ? 'The quote was not sent yet.' : `The quote is ${status} already.`
  return conflict('quote_settled', detail, { quote_status: status })
}

function expired({ validUntil }: Quote) {
  const day = validUntil?.toISODate()
  return conflict('quote_expired', `The quote was valid until ${day}. Make another one.`, {
    valid_until: day,
  })
}

function acceptedAlready({ id, code }: { readonly id: string; readonly code: string }) {
  return conflict('quote_accepted', `The quote ${code} of this deal is accepted already.`, {
    quote_id: id,
  })
}

function overAlready() {
  const message = 'The quote is valid until a day that is over.'
  return invalid([{ field: 'valid_until', rule: 'future', message }])
}
