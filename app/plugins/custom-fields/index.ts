import { definePlugin } from '#core/plugins/api'
import { customFieldPages } from '#plugins/custom-fields/admin'
import type CustomField from '#plugins/custom-fields/models/custom_field'
import fillIndex from '#plugins/custom-fields/jobs/fill_index'
import purge from '#plugins/custom-fields/jobs/purge'
import customFields from '#plugins/custom-fields/resources/custom_fields'

declare module '#core/plugins/api' {
  interface Resources {
    'custom-fields': { model: CustomField; actions: never }
  }
}

/** Fields that an organization defines for its records at run time. */
export default definePlugin({
  id: 'custom-fields',
  version: '1.0.0',
  core: true,
  resources: [customFields],
  permissions: { 'custom-fields': ['manage'] },
  describes: () => import('#plugins/custom-fields/operations'),
  enqueues: [fillIndex, purge],
  admin: { pages: customFieldPages },
})
