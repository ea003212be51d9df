import { defineResource } from '#core/resources/define_resource'
import { embedded, integer, text, timestamp, uuid, version } from '#core/resources/fields'
import { optionalText, reference, requiredInteger } from '#core/resources/validation/fields'

/** No more of a customer than it takes to know them. */
const customerSummary = {
  id: uuid({ nullable: false }),
  code: text({ nullable: false }),
  name: text({ nullable: false }),
}

/** Points that a customer was given, or that were taken from them. An entry is never changed. */
export default defineResource({
  name: 'loyalty-entries',
  singular: 'loyalty_entry',
  table: 'loyalty_entries',
  model: () => import('#plugins/loyalty/models/loyalty_entry'),
  standard: ['read', 'create', 'delete', 'export'],
  own: { creator: 'created_by_id' },
  parent: { resource: 'customers', key: 'customer_id', path: 'loyalty-entries' },

  relations: {
    customer: {
      table: 'customers',
      key: 'customer_id',
      unless: 'customer.deleted_at IS NOT NULL',
    },
  },

  in: ['list', 'detail', 'export'],
  fields: {
    id: uuid({ nullable: false }),
    customer: embedded('customer', customerSummary, { key: 'customer_id', in: ['list', 'detail'] }),
    points: integer({ nullable: false, rule: { create: requiredInteger(-1_000_000, 1_000_000) } }),
    reason: text({ rule: { create: optionalText(255) } }),
    expires_at: timestamp({ nullable: false }),
    expired_at: timestamp(),
    created_at: timestamp({ nullable: false }),
    customer_id: uuid({
      nullable: false,
      rule: { create: reference() },
      in: ['detail', 'export'],
    }),
    version: version(['detail', 'export']),
  },
})
