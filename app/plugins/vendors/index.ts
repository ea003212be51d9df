import type Vendor from '#plugins/vendors/models/vendor'
import { definePlugin } from '#core/plugins/api'
import vendors from '#plugins/vendors/resources/vendors'

declare module '#core/plugins/api' {
  interface Resources {
    vendors: { model: Vendor; actions: 'assign' }
  }
}

/** Whom an organization buys from. */
export default definePlugin({
  id: 'vendors',
  version: '1.0.0',
  core: true,
  requires: { identity: '^1.0.0', employees: '^1.0.0' },
  resources: [vendors],
  associations: { resources: ['vendors'] },
  describes: () => import('#plugins/vendors/operations'),
  roles: {
    manager: ['vendors:*'],
    sales: ['vendors:read'],
    support: ['vendors:read'],
    viewer: ['vendors:read'],
  },
})
