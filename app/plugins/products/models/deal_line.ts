import { compose } from '@adonisjs/core/helpers'
import { DealLineSchema } from '#database/schema'
import { EmitsEvents } from '#core/resources/concerns/emits_events'
import { Authored } from '#core/resources/concerns/authored'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { Versioned } from '#core/resources/concerns/versioned'

/** Something that a deal sells, at the price that was agreed on. */
export default class DealLine extends compose(
  DealLineSchema,
  OrganizationScoped,
  EmitsEvents('deal-lines'),
  Authored,
  Versioned
) {}
