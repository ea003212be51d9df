import { definePlugin } from '#plugins/kit'
import customers from '#resources/customers'

/** Whom an organization sells to. */
export default definePlugin({
  id: 'customers',
  version: '1.0.0',
  core: true,
  requires: { identity: '^1.0.0', employees: '^1.0.0' },
  resources: [customers],
  roles: {
    manager: ['customers:*'],
    sales: [
      'customers:read',
      'customers:create',
      'customers:update',
      'customers:delete',
      'customers:bulk',
      'customers:restore',
    ],
    support: ['customers:read', 'customers:update'],
    viewer: ['customers:read'],
  },
})
