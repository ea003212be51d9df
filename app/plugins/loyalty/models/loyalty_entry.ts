import { compose } from '@adonisjs/core/helpers'
import { LoyaltyEntrySchema } from '#database/schema'
import { Announced } from '#models/concerns/announced'
import { Authored } from '#models/concerns/authored'
import { OrganizationScoped } from '#models/concerns/organization_scoped'
import { Versioned } from '#models/concerns/versioned'

/** Points given to a customer, or taken from him. */
export default class LoyaltyEntry extends compose(
  LoyaltyEntrySchema,
  OrganizationScoped,
  Announced('loyalty-entries'),
  Authored,
  Versioned
) {}
