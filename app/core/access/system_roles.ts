import { type Permission, catalogue } from '#core/access/permission_catalog'

export type SystemRoleKey = 'admin' | 'manager' | 'sales' | 'support' | 'viewer'

/** A role that every organization has. What it grants is decided in code. */
export interface SystemRole {
  readonly key: SystemRoleKey
  readonly name: string
  readonly description: string
  /** What it grants beyond what modules give it. */
  readonly grants: (permission: Permission) => boolean
}

const nothing = () => false

/** Which tell what others did, and are for those who answer for them. */
const LOGS: ReadonlySet<string> = new Set(['audit-logs', 'impersonations'])

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
    grants: ({ resource, action }) => action === 'read' && !LOGS.has(resource),
  },
  {
    key: 'sales',
    name: 'Sales',
    description: 'Works on customers, leads and deals.',
    grants: nothing,
  },
  {
    key: 'support',
    name: 'Support',
    description: 'Keeps customers up to date and reads the rest.',
    grants: nothing,
  },
  { key: 'viewer', name: 'Viewer', description: 'Reads.', grants: nothing },
]

const given = new Map<SystemRoleKey, Set<string>>()
const granted = new Map<string, ReadonlySet<string>>()

/**
 * Gives a built-in role what a module wants it to have.
 *
 * @param patterns names of permissions: `customers:read`, or `customers:*`
 */
export function giveSystemRole(key: SystemRoleKey, patterns: readonly string[]): void {
  const names = given.get(key) ?? new Set()
  for (const pattern of patterns) names.add(pattern)
  given.set(key, names)
  granted.clear()
}

/** Names of the permissions that a built-in role grants, all of them for all records. */
export function grantsOfSystemRole(key: string): readonly string[] {
  return [...permissionsOfSystemRole(key)]
}

/** The same as a set, which does not change any more once all modules are declared. */
export function permissionsOfSystemRole(key: string): ReadonlySet<string> {
  const known = granted.get(key)
  if (known) return known
  const role = systemRoles.find((entry) => entry.key === key)
  if (!role) return new Set()
  const permissions = [...catalogue.values()].filter((entry) => isGranted(role, entry))
  const names = new Set(permissions.map(({ name }) => name))
  granted.set(key, names)
  return names
}

function isGranted(role: SystemRole, permission: Permission): boolean {
  const patterns = given.get(role.key)
  return (
    role.grants(permission) ||
    Boolean(patterns?.has(permission.name) || patterns?.has(`${permission.resource}:*`))
  )
}
