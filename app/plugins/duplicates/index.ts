import vine from '@vinejs/vine'
import { extension } from '#plugins/fields'
import { definePlugin } from '#plugins/kit'

export interface DuplicatesSettings {
  /** `refuse` keeps a twin out; `flag` lets it in and says of whom it is one. */
  mode: 'refuse' | 'flag'
}

declare module '#plugins/kit' {
  interface Events {
    'duplicates:found': { customer_id: string; of: string }
  }
}

/** Finds customers that are there already, by their e-mail address or telephone number. */
export default definePlugin<DuplicatesSettings>({
  id: 'duplicates',
  version: '1.0.0',
  description: 'Refuses or flags customers that are there already.',
  requires: { crm: '^1.0.0', customers: '^1.0.0' },
  settings: {
    schema: vine.object({ mode: vine.enum(['refuse', 'flag'] as const) }),
    defaults: { mode: 'flag' },
  },
  fields: { customers: { of: extension.text({ title: 'Duplicate of', longest: 36 }) } },
  webhooks: ['duplicates:found'],
  hooks: () => import('#plugins/duplicates/hooks'),
})
