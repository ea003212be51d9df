import { compose } from '@adonisjs/core/helpers'
import { afterSave, beforeSave, belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import { DateTime } from 'luxon'
import { DealSchema } from '#database/schema'
import { organizationToday } from '#core/calendar/organization_day'
import { ensureDecimals } from '#core/currency/amount'
import { conflict, invalid } from '#core/http/exceptions/problem'
import { EmitsEvents, runAction } from '#core/resources/concerns/emits_events'
import { Assignable } from '#plugins/employees/models/concerns/assignable'
import { Authored } from '#core/resources/concerns/authored'
import { Versioned } from '#core/resources/concerns/versioned'
import { Extensible } from '#core/resources/concerns/extensible'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { SoftDeletable } from '#core/resources/concerns/soft_deletable'
import Customer from '#plugins/customers/models/customer'
import {
  type Place,
  beginningOf,
  closingOf,
  placeAfter,
  placeBeforeClosing,
  placeOf,
} from '#plugins/deals/models/deal/place'
import LostReason from '#plugins/deals/models/lost_reason'
import { isGiven, noteGiven } from '#core/resources/records/changes'
import { UnitOfWork } from '#core/database/unit_of_work'

/** Why a deal was lost: a reason of the organization's list, words, or both. */
export interface Loss {
  readonly lost_reason?: string | null | undefined
  readonly lost_reason_id?: string | null | undefined
}

/** What happens to a deal that comes to stand so. */
const CLOSINGS: Readonly<Record<string, string>> = { won: 'win', lost: 'lose' }

/** Something that the organization hopes to sell. Where it stands says whether it has. */
export default class Deal extends compose(
  DealSchema,
  OrganizationScoped,
  EmitsEvents('deals'),
  Assignable,
  Authored,
  Extensible,
  SoftDeletable,
  Versioned
) {
  @belongsTo(() => Customer)
  declare customer: BelongsTo<typeof Customer>

  /** The reason of the organization's list for which it was lost. */
  @belongsTo(() => LostReason, { foreignKey: 'lostReasonId' })
  declare listedReason: BelongsTo<typeof LostReason>

  /** Whether it goes elsewhere for no reason of its own. */
  private isRelocated = false

  /** Where it was put last, which needs not be decided twice. */
  private settledIn: string | null = null

  /** A customer who is deleted, or another organization's, cannot be named any more. */
  @beforeSave()
  static async mustKnowCustomer(deal: Deal) {
    if (!deal.$dirty.customerId) return
    const customer = deal.related('customer').query()
    if (await customer.withScopes((customers) => customers.notDeleted()).first()) return
    throw invalid([{ field: 'customer_id', rule: 'exists', message: 'Customer not found.' }])
  }

  /** Its value has the decimals of its currency. @throws 422 when it has more */
  @beforeSave()
  static async keepDecimals(deal: Deal) {
    const { value, currency } = deal.$dirty
    if (value === undefined && currency === undefined) return
    const field = value === undefined ? 'currency' : 'value'
    await ensureDecimals({ field, value: deal.value, currency: deal.currency })
  }

  /** Nor can a lead. */
  @beforeSave()
  static async mustKnowLead({ $dirty }: Deal) {
    if (!$dirty.leadId) return
    const unit = UnitOfWork.get()
    const { rowCount } = await unit.query(
      `SELECT FROM leads WHERE organization_id = $1 AND id = $2 AND deleted_at IS NULL FOR KEY SHARE`,
      [unit.organizationId, $dirty.leadId]
    )
    if (rowCount === 1) return
    throw invalid([{ field: 'lead_id', rule: 'exists', message: 'Lead not found.' }])
  }

  /** A reason of the list and its words stand for each other. */
  @beforeSave()
  static async knowReason(deal: Deal) {
    const { lostReason, lostReasonId } = deal.$dirty
    if (lostReasonId) {
      const listed = deal.related('listedReason').query()
      const reason = await listed.withScopes((reasons) => reasons.active()).first()
      if (!reason) throw unknownReason()
      if (!isGiven(deal, 'lostReason')) deal.lostReason = reason.name
    } else if (lostReason && !isGiven(deal, 'lostReasonId')) {
      deal.lostReasonId = (await LostReason.named(lostReason))?.id ?? null
    }
  }

  /**
   * Whoever writes where a deal stands, be it a command, a change or an import,
   * decides its status, probability and closing with it.
   *
   * @throws 409 when the deal is closed, and this is not to reopen it
   * @throws 422 when it cannot stand there
   */
  @beforeSave()
  static async standInStage(deal: Deal) {
    const { stageId, pipelineId } = deal.$dirty
    if (deal.isRelocated || (deal.$isPersisted && !stageId && !pipelineId)) return
    if (deal.settledIn !== null && deal.settledIn === deal.whereabouts) return
    if (deal.$isPersisted && !deal.$dirty.status) deal.ensureOpen()
    const place = stageId
      ? await placeOf(stageId, pipelineId ?? deal.$original.pipelineId)
      : await beginningOf(pipelineId ?? null)
    await deal.takePlace(place)
    deal.settledIn = deal.whereabouts
  }

  @afterSave()
  static settleAnew(deal: Deal) {
    deal.settledIn = null
  }

  /** Its stage says whether it is won or lost, and a reason of the list what it is lost for. */
  override async settle(): Promise<void> {
    await Deal.knowReason(this)
    await Deal.standInStage(this)
  }

  override outcomes(within: string): readonly string[] {
    const { assignedToId, status, stageId } = this.$dirty
    const given = assignedToId ? ['assign'] : []
    const closing = typeof status === 'string' ? CLOSINGS[status] : undefined
    if (!this.$isPersisted) return [...given, ...(closing ? [closing] : [])]
    const moves = within === 'update' && stageId !== undefined ? ['move'] : []
    const changes = [...given, ...moves]
    return status === undefined ? changes : [...changes, closing ?? 'reopen']
  }

  /**
   * Where a move goes: to that stage of its pipeline, or to the next one.
   *
   * @throws 409 when it is closed and so has no next one, 422 when there is none
   */
  async destination(stageId: string | undefined): Promise<Place> {
    if (stageId) return placeOf(stageId, this.pipelineId)
    this.ensureOpen()
    return placeAfter(this)
  }

  /**
   * Puts it into another stage, which may close it. Nothing happens when it is
   * there already.
   *
   * @throws 409 when it is closed, 422 when it would be lost for no reason
   */
  async moveTo({ stageId }: Place, loss: Loss = {}): Promise<void> {
    if (stageId === this.stageId) return
    this.ensureOpen()
    this.giveReason(loss)
    this.stageId = stageId
    await runAction(this, 'move', () => this.save())
  }

  /**
   * Puts it into a stage of the same kind since its own goes away, also when it
   * is closed: it stays won or lost, with its day and its reason.
   */
  async relocate({ stageId, pipelineId, probability }: Place): Promise<void> {
    this.isRelocated = true
    this.stageId = stageId
    this.pipelineId = pipelineId
    if (this.status === 'open') this.probability = probability
    await runAction(this, 'move', () => this.save())
    this.isRelocated = false
  }

  /** Sold. Nothing happens when it is already. @throws 409 when it is lost */
  async win(closedOn?: string | null): Promise<void> {
    if (this.status === 'won') return
    this.ensureOpen()
    const { stageId } = await closingOf(this.pipelineId, 'won')
    this.closeOn(closedOn)
    this.stageId = stageId
    await runAction(this, 'win', () => this.save())
  }

  /**
   * Not sold, and why. Nothing happens when it is lost already.
   *
   * @throws 409 when it is won, 422 without a reason
   */
  async lose(loss: Loss, closedOn?: string | null): Promise<void> {
    if (this.status === 'lost') return
    this.ensureOpen()
    const { stageId } = await closingOf(this.pipelineId, 'lost')
    this.closeOn(closedOn)
    this.giveReason(loss)
    this.stageId = stageId
    await runAction(this, 'lose', () => this.save())
  }

  /**
   * Open again, in that stage, or in the one and with the probability that it
   * had before it was closed. Nothing happens when it is open.
   */
  async reopen(stageId?: string): Promise<void> {
    if (this.status === 'open') return
    const place = stageId
      ? await placeOf(stageId, this.pipelineId)
      : ((await placeBeforeClosing(this.id)) ?? (await beginningOf(this.pipelineId)))
    if (place.type !== 'open') throw notOpen()
    this.status = 'open'
    this.stageId = place.stageId
    this.probability = place.probability
    noteGiven(this, 'probability')
    this.giveReason({})
    await runAction(this, 'reopen', () => this.save())
  }

  /** @throws 409 when its stage is gone, or has become one of another kind */
  override async restore(): Promise<void> {
    const { rowCount } = await UnitOfWork.get().query(
      `SELECT FROM pipeline_stages
       WHERE organization_id = $1 AND id = $2 AND live_type = $3 FOR KEY SHARE`,
      [this.organizationId, this.stageId, this.status]
    )
    if (rowCount === 0) throw lostPlace(this.stageId)
    await super.restore()
  }

  private get whereabouts(): string {
    return `${this.pipelineId}/${this.stageId}`
  }

  /** @throws 409 when it is won or lost */
  private ensureOpen(): void {
    const status = this.$isPersisted ? this.$original.status : 'open'
    if (status === 'open') return
    throw conflict('deal_closed', `The deal is ${status}. Reopen it first.`, {
      deal_status: status,
    })
  }

  private closeOn(day: string | null | undefined): void {
    if (!day) return
    this.actualCloseDate = DateTime.fromISO(day)
    noteGiven(this, 'actualCloseDate')
  }

  private giveReason({ lost_reason: words, lost_reason_id: id }: Loss): void {
    this.lostReason = words ?? null
    this.lostReasonId = id ?? null
    noteGiven(this, 'lostReason', 'lostReasonId')
  }

  private async takePlace({ stageId, pipelineId, type, probability }: Place): Promise<void> {
    const hasOwnClosing = isGiven(this, 'actualCloseDate')
    this.stageId = stageId
    this.pipelineId = pipelineId
    this.status = type
    if (!isGiven(this, 'probability')) this.probability = probability
    if (type === 'open') {
      if (this.$isPersisted && !hasOwnClosing) this.actualCloseDate = null
      return
    }
    if (!hasOwnClosing) this.actualCloseDate = DateTime.fromISO(await organizationToday())
    if (type === 'lost' && !this.lostReason) throw reasonNeeded()
  }
}

function unknownReason() {
  return invalid([{ field: 'lost_reason_id', rule: 'exists', message: 'Lost reason not found.' }])
}

function reasonNeeded() {
  return invalid([{ field: 'lost_reason', rule: 'required', message: 'Say why the deal is lost.' }])
}

function notOpen() {
  return invalid([
    { field: 'stage_id', rule: 'open', message: 'A deal is reopened into an open stage.' },
  ])
}

function lostPlace(stageId: string) {
  return conflict('stage_deleted', 'The stage of this deal is not there any more.', {
    stage_id: stageId,
  })
}
