import vine from '@vinejs/vine'
import { extension } from '#core/plugins/fields'
import type { Duplicate, Person } from '#plugins/duplicates/find_duplicate'
import { knownCustomer } from '#plugins/duplicates/score_rule'
import { definePlugin } from '#core/plugins/api'

export interface DuplicatesSettings {
  /** `refuse` keeps a twin out; `flag` lets it in and says of whom it is one. */
  mode: 'refuse' | 'flag'
  /** What a lead gets for being a customer already. */
  points: number
}

declare module '#core/plugins/api' {
  interface Services {
    /** Whom a record is a duplicate of; null for no one. Of records that come at once, the later sees the earlier. */
    'duplicates.find': {
      input: {
        readonly record: Person
        /** Whether leads are looked at, too, and not only customers. */
        readonly leads: boolean
      }
      output: Duplicate | null
    }
  }
  interface Events {
    'duplicates:found': {
      resource: 'customers' | 'leads'
      id: string
      /** Of whom it is a twin, and what that is. */
      of: string
      of_resource: 'customers' | 'leads'
    }
  }
}

const duplicateOf = extension.text({ title: 'Duplicate of', maxLength: 36, readOnly: true })

/** Finds customers and leads that are there already, by their e-mail address or telephone number. */
export default definePlugin<DuplicatesSettings>({
  id: 'duplicates',
  version: '1.0.0',
  description:
    'Refuses or flags customers that are there already, and leads that are there as leads or customers.',
  requires: { crm: '^2.0.0', customers: '^1.0.0', leads: '^1.0.0' },
  settings: {
    schema: vine.object({
      mode: vine.enum(['refuse', 'flag'] as const),
      points: vine.number({ strict: true }).withoutDecimals().range([0, 100]),
    }),
    defaults: { mode: 'flag', points: 15 },
  },
  fields: { customers: { of: duplicateOf }, leads: { of: duplicateOf } },
  services: {
    'leads.score': {
      wrap: async (next, input, { settings }) => [
        ...(await next(input)),
        knownCustomer(settings.points),
      ],
    },
  },
  provides: {
    'duplicates.find': async ({ record, leads }) =>
      (await import('#plugins/duplicates/find_duplicate')).findDuplicate(record, { leads }),
  },
  hooks: () => import('#plugins/duplicates/hooks'),
})
