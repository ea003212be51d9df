import type Customer from '#plugins/customers/models/customer'
import type Lead from '#plugins/leads/models/lead'
import type { Hook, Hooks } from '#core/plugins/api'
import { service } from '#core/plugins/services/service'
import type { Duplicate } from '#plugins/duplicates/find_duplicate'
import type { DuplicatesSettings } from '#plugins/duplicates/index'

/** Of whom records that are being written are twins. */
const found = new WeakMap<Customer | Lead, Duplicate>()

/** For customers, and for leads, who may be customers or leads already. */
function refuseOrFlag(
  resource: 'customers' | 'leads',
  { always = false } = {}
): Hook<Customer | Lead, DuplicatesSettings> {
  return {
    async before({ record, settings, veto }) {
      if (!always && !concerns(record)) return
      const twin = await service('duplicates.find', { record, leads: resource === 'leads' })
      if (twin && settings.mode === 'refuse') {
        const { name, code, shared } = twin
        veto(`{name} ({code}) already has this ${shared}.`, { name, code })
      }
      flag(record, twin)
      if (twin) found.set(record, twin)
      else found.delete(record)
    },
    async after({ record, emit }) {
      const twin = found.get(record)
      found.delete(record)
      if (!twin) return
      const { id: of, resource: ofResource } = twin
      await emit('duplicates:found', { resource, id: record.id, of, of_resource: ofResource })
    },
  }
}

/** Whether this change could make a twin: it writes an address or a number. */
function concerns({ $isPersisted: isKnown, $dirty: written }: Customer | Lead): boolean {
  return !isKnown || ['email', 'phone', 'mobile', 'country'].some((name) => name in written)
}

function flag(record: Customer | Lead, twin: Duplicate | null) {
  const known = record.extensions?.duplicates?.of ?? null
  const of = twin?.id ?? null
  if (known !== of) record.extensions = { duplicates: { of } }
}

/* A conversion makes a customer, and so is asked about it: `customers:create`. */
const hooks: Hooks<DuplicatesSettings> = {
  'customers:create': refuseOrFlag('customers'),
  'customers:update': refuseOrFlag('customers'),
  'customers:restore': refuseOrFlag('customers', { always: true }),
  'leads:restore': refuseOrFlag('leads', { always: true }),
  'leads:create': refuseOrFlag('leads'),
  'leads:update': refuseOrFlag('leads'),
}

export default hooks
