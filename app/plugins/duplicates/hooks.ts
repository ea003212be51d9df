import type Customer from '#models/customer'
import type { Hook, Hooks } from '#plugins/kit'
import { type Twin, findTwin } from '#plugins/duplicates/twin'
import type { DuplicatesSettings } from '#plugins/duplicates/index'

const refuseOrFlag: Hook<Customer, DuplicatesSettings> = {
  async before({ record, settings, query, veto }) {
    if (!concerns(record)) return
    const twin = await findTwin(query, record)
    if (twin && settings.mode === 'refuse') {
      veto(`${twin.name} (${twin.code}) already has this ${twin.shared}.`)
    }
    flag(record, twin)
  },
  after({ record, emit }) {
    const of = record.extensions?.duplicates?.of
    if (typeof of === 'string') emit('duplicates:found', { customer_id: record.id, of })
  },
}

/** Whether this change could make a twin: it writes an address or a number. */
function concerns({ $isPersisted: isKnown, $dirty: written }: Customer): boolean {
  return !isKnown || 'email' in written || 'phone' in written
}

function flag(record: Customer, twin: Twin | null) {
  const known = record.extensions?.duplicates?.of ?? null
  const of = twin?.id ?? null
  if (known !== of) record.extensions = { duplicates: { of } }
}

const hooks: Hooks<DuplicatesSettings> = {
  'customers:create': refuseOrFlag,
  'customers:update': refuseOrFlag,
}

export default hooks
