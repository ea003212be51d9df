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

/** By patterns of permissions. */
type Given = Map<string, Reach>

/** How far a built-in role reaches: `AccessScope` of the grants, which rest on this. */
export type Reach = 'own' | 'all'

const given = new Map<SystemRoleKey, Given>()
const granted = new Map<string, ReadonlyMap<string, Reach>>()

/**
 * Gives a built-in role what a module wants it to have.
 *
 * @param patterns names of permissions: `customers:read`, `customers:*` for all of them, or
 * `customers:export/own` for the holder's own records
 */
export function giveSystemRole(key: SystemRoleKey, patterns: readonly string[]): void {
  const reaches: Given = given.get(key) ?? new Map()
  for (const pattern of patterns) {
    const [name = pattern, reach] = pattern.split('/')
    if (reaches.get(name) !== 'all') reaches.set(name, reach === 'own' ? 'own' : 'all')
  }
  given.set(key, reaches)
  granted.clear()
}

/** Lets built-in roles grant what the catalogue has by now. */
export function forgetGrantsOfSystemRoles(): void {
  granted.clear()
}

/** Names of the permissions that a built-in role grants, however far they reach. */
export function grantsOfSystemRole(key: string): readonly string[] {
  return [...permissionsOfSystemRole(key).keys()]
}

/** The same with how far each reaches, which does not change any more once all modules are declared. */
export function permissionsOfSystemRole(key: string): ReadonlyMap<string, Reach> {
  const known = granted.get(key)
  if (known) return known
  const role = systemRoles.find((entry) => entry.key === key)
  if (!role) return new Map()
  const reaches = new Map<string, Reach>()
  for (const permission of catalogue.values()) {
    const reach = reachOf(role, permission)
    if (reach) reaches.set(permission.name, reach)
  }
  granted.set(key, reaches)
  return reaches
}

function reachOf(role: SystemRole, permission: Permission): Reach | null {
  const patterns = given.get(role.key)
  const wanted = [patterns?.get(permission.name), patterns?.get(`${permission.resource}:*`)]
  if (role.grants(permission) || wanted.includes('all')) return 'all'
  return wanted.includes('own') && permission.isNarrowable ? 'own' : null
}
