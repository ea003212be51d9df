import { compose } from '@adonisjs/core/helpers'
import { beforeSave, belongsTo, scope } from '@adonisjs/lucid/orm'
import type { ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import { LeadSchema } from '#database/schema'
import { InOrganizationCurrency } from '#core/currency/in_organization_currency'
import { conflict, invalid } from '#core/http/exceptions/problem'
import { EmitsEvents, runAction } from '#core/resources/concerns/emits_events'
import { Assignable } from '#plugins/employees/models/concerns/assignable'
import { Authored } from '#core/resources/concerns/authored'
import { Versioned } from '#core/resources/concerns/versioned'
import { Extensible } from '#core/resources/concerns/extensible'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { HasPhones } from '#core/resources/concerns/has_phones'
import { SoftDeletable } from '#core/resources/concerns/soft_deletable'
import Customer from '#plugins/customers/models/customer'
import Deal from '#plugins/deals/models/deal'
import { type Conversion, type Converted, convertLead } from '#plugins/leads/models/lead/conversion'
import { rememberConversion } from '#plugins/leads/models/lead/conversion_memory'
import { Scored } from '#plugins/leads/models/lead/scored'
import { unconvertLead } from '#plugins/leads/models/lead/unconversion'

/** What may still be written of a lead that has become a customer. */
const KEPT_OPEN = new Set(['notes', 'deletedAt', 'updatedAt', 'extensions', 'version'])

/** What happens to a lead of which this is decided. */
const JUDGEMENTS: Readonly<Record<string, string>> = {
  qualified: 'qualify',
  unqualified: 'disqualify',
}

/* What every record is; compose() takes ten traits at once. */
const Kept = compose(
  LeadSchema,
  OrganizationScoped,
  EmitsEvents('leads'),
  Authored,
  Extensible,
  SoftDeletable,
  Versioned
)

/** Somebody who may become a customer. */
export default class Lead extends compose(
  Kept,
  Assignable,
  InOrganizationCurrency('estimatedValue'),
  HasPhones,
  Scored
) {
  static unconverted = scope((query: ModelQueryBuilderContract<typeof Lead, unknown>) =>
    query.whereNull('convertedAt')
  )

  @belongsTo(() => Customer, { foreignKey: 'convertedCustomerId' })
  declare convertedCustomer: BelongsTo<typeof Customer>

  @belongsTo(() => Deal, { foreignKey: 'convertedDealId' })
  declare convertedDeal: BelongsTo<typeof Deal>

  /**
   * @throws 409 when it is converted, and this is more than a note
   * @throws 422 when it would be converted by a word in a column
   */
  @beforeSave()
  static keepConversion(lead: Lead) {
    const { convertedAt, qualificationStatus } = lead.$dirty
    if (convertedAt !== undefined) return
    if (lead.isConverted) {
      if (Object.keys(lead.$dirty).some((name) => !KEPT_OPEN.has(name)))
        throw alreadyConverted(lead)
    } else if (qualificationStatus === 'converted') {
      const message = 'A lead is converted by POST convert/.'
      throw invalid([{ field: 'qualification_status', rule: 'use_convert', message }])
    }
  }

  override outcomes(within: string): readonly string[] {
    if (within !== 'create' && within !== 'update') return []
    const { assignedToId, scoreManual, qualificationStatus } = this.$dirty
    const judgement =
      typeof qualificationStatus === 'string' ? JUDGEMENTS[qualificationStatus] : undefined
    return [
      ...(typeof scoreManual === 'number' || (scoreManual === null && this.$isPersisted)
        ? ['score']
        : []),
      ...(assignedToId ? ['assign'] : []),
      ...(judgement ? [judgement] : []),
    ]
  }

  get isConverted(): boolean {
    return Boolean(this.convertedAt)
  }

  /** It is worth the effort. Notes are added to those that there are. */
  async qualify(notes?: string | null): Promise<void> {
    await this.become('qualified', 'qualify', notes)
  }

  /** It is not worth the effort, at least now. */
  async disqualify(notes?: string | null): Promise<void> {
    await this.become('unqualified', 'disqualify', notes)
  }

  /** Somebody looks after it from now on; a new lead counts as contacted with that. */
  async assign(employeeId: string): Promise<void> {
    this.ensureUnconverted()
    if (this.assignedToId === employeeId && this.qualificationStatus !== 'new') return
    this.assignedToId = employeeId
    if (this.qualificationStatus === 'new') this.qualificationStatus = 'contacted'
    await runAction(this, 'assign', () => this.save())
  }

  /**
   * Makes a customer of it, or adds it to one that there is, and a person and
   * deals when asked to. Whoever calls has locked it.
   *
   * @throws 409 with the ids when it is converted already
   */
  async convert(conversion: Conversion): Promise<Converted> {
    this.ensureUnconverted()
    const finished = await runAction(this, 'convert', () => convertLead(this, conversion))
    await rememberConversion(this, finished)
    return finished.converted
  }

  /**
   * Takes its conversion back, as long as nothing came of it.
   *
   * @throws 409 when it is not converted, or too long ago, or when its customer
   * or deal has changed since
   */
  async unconvert(): Promise<void> {
    if (!this.isConverted) throw conflict('lead_not_converted', 'The lead is not converted.')
    await runAction(this, 'unconvert', () => unconvertLead(this))
  }

  private async become(
    status: 'qualified' | 'unqualified',
    action: string,
    notes: string | null | undefined
  ): Promise<void> {
    this.ensureUnconverted()
    if (this.qualificationStatus === status && !notes) return
    this.qualificationStatus = status
    if (notes) this.notes = [this.notes, notes].filter(Boolean).join('\n')
    await runAction(this, action, () => this.save())
  }

  private ensureUnconverted(): void {
    if (this.isConverted) throw alreadyConverted(this)
  }
}

function alreadyConverted({ convertedCustomerId, convertedDealId, convertedPersonId }: Lead) {
  return conflict('lead_already_converted', 'The lead has already been converted.', {
    customer_id: convertedCustomerId,
    person_id: convertedPersonId,
    deal_id: convertedDealId,
  })
}
