import type Employee from '#plugins/employees/models/employee'
import { definePlugin } from '#core/plugins/api'
import employees from '#plugins/employees/resources/employees'

declare module '#core/plugins/api' {
  interface Resources {
    employees: { model: Employee; actions: 'terminate' }
  }
}

/** Who works for an organization, and looks after its records. */
export default definePlugin({
  id: 'employees',
  version: '1.0.0',
  core: true,
  requires: { identity: '^1.0.0' },
  resources: [employees],
  organizations: {
    joined: async (newcomer) =>
      (await import('#plugins/employees/models/employee/joining')).joinAsEmployee(newcomer),
  },
  describes: () => import('#plugins/employees/operations'),
  roles: {
    manager: ['employees:read', 'employees:export'],
    sales: ['employees:read'],
    support: ['employees:read'],
    viewer: ['employees:read'],
  },
})
