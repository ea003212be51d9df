import { compose } from '@adonisjs/core/helpers'
import { LoyaltyEntrySchema } from '#database/schema'
import { EmitsEvents } from '#core/resources/concerns/emits_events'
import { Authored } from '#core/resources/concerns/authored'
import { Versioned } from '#core/resources/concerns/versioned'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'

/** Points given to a customer, or taken from them. */
export default class LoyaltyEntry extends compose(
  LoyaltyEntrySchema,
  OrganizationScoped,
  EmitsEvents('loyalty-entries'),
  Authored,
  Versioned
) {}
