import { compose } from '@adonisjs/core/helpers'
import { ProductSchema } from '#database/schema'
import { EmitsEvents } from '#core/resources/concerns/emits_events'
import { Authored } from '#core/resources/concerns/authored'
import { Extensible } from '#core/resources/concerns/extensible'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { SoftDeletable } from '#core/resources/concerns/soft_deletable'
import { Versioned } from '#core/resources/concerns/versioned'

/** Something that the organization sells. */
export default class Product extends compose(
  ProductSchema,
  OrganizationScoped,
  EmitsEvents('products'),
  Authored,
  Extensible,
  SoftDeletable,
  Versioned
) {}
