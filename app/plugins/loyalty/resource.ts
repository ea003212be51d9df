import { defineResource } from '#core/resources/define_resource'
import { embedded, integer, text, timestamp, uuid } from '#core/resources/fields'

/** No more of a customer than it takes to know them. */
const customerSummary = {
  id: uuid({ nullable: false }),
  code: text({ nullable: false }),
  name: text({ nullable: false }),
}

const shown = ['id', 'customer', 'points', 'reason', 'expires_at', 'expired_at', 'created_at']

/** Points that a customer was given, or that were taken from them. An entry is never changed. */
export default defineResource({
  name: 'loyalty-entries',
  singular: 'loyalty_entry',
  table: 'loyalty_entries',
  model: () => import('#plugins/loyalty/models/loyalty_entry'),
  writes: async () => (await import('#plugins/loyalty/validator')).entryWrites,
  standard: ['read', 'create', 'delete', 'export'],
  own: { creator: 'created_by_id' },

  relations: {
    customer: { table: 'customers', key: 'customer_id' },
  },

  fields: {
    id: uuid({ nullable: false }),
    customer: embedded('customer', customerSummary, { key: 'customer_id' }),
    customer_id: uuid({ nullable: false, sort: false }),
    points: integer({ nullable: false }),
    reason: text(),
    expires_at: timestamp({ nullable: false }),
    expired_at: timestamp(),
    version: integer({ nullable: false, filter: false, sort: false }),
    created_at: timestamp({ nullable: false }),
  },

  list: shown,
  detail: [...shown, 'customer_id', 'version'],
})
