import { compose } from '@adonisjs/core/helpers'
import { scope } from '@adonisjs/lucid/orm'
import type { ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import { LostReasonSchema } from '#database/schema'
import { EmitsEvents } from '#core/resources/concerns/emits_events'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { SoftDeletable } from '#core/resources/concerns/soft_deletable'
import { Versioned } from '#core/resources/concerns/versioned'

/** One of the reasons for which the organization loses deals. */
export default class LostReason extends compose(
  LostReasonSchema,
  OrganizationScoped,
  EmitsEvents('lost-reasons'),
  SoftDeletable,
  Versioned
) {
  /** Those that a deal can be lost for from now on. */
  static active = scope((query: ModelQueryBuilderContract<typeof LostReason, unknown>) =>
    query.whereNull('deletedAt').where('isActive', true)
  )

  /** The one in use that goes by this name, however it is written. */
  static named(name: string): Promise<LostReason | null> {
    return this.query()
      .withScopes((reasons) => reasons.active())
      .whereRaw('name_key(name) = name_key(:name)', { name })
      .first()
  }
}
