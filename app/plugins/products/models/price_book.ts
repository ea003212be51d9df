import { compose } from '@adonisjs/core/helpers'
import { PriceBookSchema } from '#database/schema'
import { EmitsEvents } from '#core/resources/concerns/emits_events'
import { Authored } from '#core/resources/concerns/authored'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { Versioned } from '#core/resources/concerns/versioned'

/** What products cost in one currency. */
export default class PriceBook extends compose(
  PriceBookSchema,
  OrganizationScoped,
  EmitsEvents('price-books'),
  Authored,
  Versioned
) {}
