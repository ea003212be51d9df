import { defineResource } from '#core/resources/define_resource'
import {
  boolean,
  code,
  decimal,
  image,
  organizationId,
  text,
  timestamp,
  uuid,
  version,
} from '#core/resources/fields'
import { keptPercentage, mandatoryText, optionalText } from '#core/resources/validation/fields'

/** What an organization sells. */
export default defineResource({
  name: 'products',
  singular: 'product',
  model: () => import('#plugins/products/models/product'),
  softDeletes: true,
  searchable: 'ranked',
  extensible: true,
  own: { creator: 'created_by_id' },

  fields: {
    id: uuid({ nullable: false, in: ['list', 'detail', 'export'] }),
    organization: organizationId(),
    code: code({ nullable: false, in: 'everywhere' }),
    name: text({ nullable: false, rule: mandatoryText(255), in: 'everywhere' }),
    sku: code({ rule: optionalText(100), in: 'everywhere' }),
    description: text({ rule: optionalText(10_000), filter: false, sort: false }),
    unit: text({ rule: optionalText(50), in: ['list', 'detail', 'export'] }),
    category: text({ rule: optionalText(100), in: 'everywhere' }),
    tax_rate: decimal({ nullable: false, rule: keptPercentage(), in: 'everywhere' }),
    is_active: boolean({ nullable: false, writable: true, groupBy: 1, in: 'everywhere' }),
    photo_url: image('products', 'photo'),
    version: version(),
    created_at: timestamp({ nullable: false, in: 'everywhere' }),
    updated_at: timestamp({ nullable: false }),
  },
})
