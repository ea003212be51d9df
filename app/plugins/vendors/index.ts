import type Vendor from '#models/vendor'
import { definePlugin } from '#plugins/kit'
import vendors from '#resources/vendors'

declare module '#plugins/kit' {
  interface Resources {
    vendors: { model: Vendor }
  }
}

/** Whom an organization buys from. */
export default definePlugin({
  id: 'vendors',
  version: '1.0.0',
  core: true,
  requires: { identity: '^1.0.0', employees: '^1.0.0' },
  resources: [vendors],
  roles: {
    manager: ['vendors:*'],
    sales: ['vendors:read'],
    support: ['vendors:read'],
    viewer: ['vendors:read'],
  },
})
