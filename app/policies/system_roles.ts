import { type Permission, catalogue } from '#policies/catalogue'

export type SystemRoleKey = 'admin' | 'manager' | 'sales' | 'support' | 'viewer'

/** A role that every organization has. What it grants is decided here, in code. */
export interface SystemRole {
  readonly key: SystemRoleKey
  readonly name: string
  readonly description: string
  readonly grants: (permission: Permission) => boolean
}

const CRM = new Set(['customers', 'leads', 'deals', 'pipelines', 'employees', 'vendors'])
const SALES = new Set(['customers', 'leads', 'deals'])
const SENSITIVE = new Set(['read-compensation'])

export const systemRoles: readonly SystemRole[] = [
  {
    key: 'admin',
    name: 'Admin',
    description: 'Everything but deleting the organization.',
    grants: ({ name }) => name !== 'organizations:delete',
  },
  {
    key: 'manager',
    name: 'Manager',
    description: 'Works on all records, exports, and reads reports and the team.',
    grants: ({ resource, action }) =>
      (CRM.has(resource) && !SENSITIVE.has(action)) ||
      resource === 'reports' ||
      (action === 'read' && resource !== 'audit-logs'),
  },
  {
    key: 'sales',
    name: 'Sales',
    description: 'Works on customers, leads and deals.',
    grants: ({ resource, action }) =>
      (SALES.has(resource) && action !== 'export') || (CRM.has(resource) && action === 'read'),
  },
  {
    key: 'support',
    name: 'Support',
    description: 'Keeps customers up to date and reads the rest.',
    grants: ({ resource, action }) =>
      CRM.has(resource) && (action === 'read' || (resource === 'customers' && action === 'update')),
  },
  {
    key: 'viewer',
    name: 'Viewer',
    description: 'Reads.',
    grants: ({ resource, action }) => CRM.has(resource) && action === 'read',
  },
]

const granted: ReadonlyMap<string, readonly string[]> = new Map(
  systemRoles.map((role) => [
    role.key,
    [...catalogue.values()].filter((entry) => role.grants(entry)).map((entry) => entry.name),
  ])
)

/** Names of the permissions that a built-in role grants, all of them for all records. */
export function grantsOfSystemRole(key: string): readonly string[] {
  return granted.get(key) ?? []
}
