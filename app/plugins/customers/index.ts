import { definePlugin } from '#core/plugins/api'
import type Customer from '#plugins/customers/models/customer'
import customers from '#plugins/customers/resources/customers'

declare module '#core/plugins/api' {
  interface Resources {
    customers: { model: Customer; actions: 'activate' | 'deactivate' | 'assign' }
  }
}

/** Whom an organization sells to. */
export default definePlugin({
  id: 'customers',
  version: '1.0.0',
  core: true,
  requires: { identity: '^1.0.0', employees: '^1.0.0' },
  resources: [customers],
  associations: { resources: ['customers'] },
  describes: () => import('#plugins/customers/operations'),
  roles: {
    manager: ['customers:*'],
    sales: [
      'customers:read',
      'customers:create',
      'customers:update',
      'customers:delete',
      'customers:bulk',
      'customers:restore',
      'customers:export/own',
    ],
    support: ['customers:read', 'customers:update'],
    viewer: ['customers:read'],
  },
})
