import { definePlugin } from '#core/plugins/api'

/** What the records of an organization add up to: nobody's report tells more than their lists. */
export default definePlugin({
  id: 'reports',
  version: '1.0.0',
  core: true,
  requires: {
    currencies: '^1.0.0',
    identity: '^1.0.0',
    employees: '^1.0.0',
    customers: '^1.0.0',
    deals: '^1.0.0',
    leads: '^1.0.0',
  },
  permissions: { reports: ['read'] },
  narrowable: ['reports:read'],
  roles: { manager: ['reports:*'], sales: ['reports:read/own'] },
  describes: () => import('#plugins/reports/operations'),
})
