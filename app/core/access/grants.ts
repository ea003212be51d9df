import { isNarrowable } from '#core/access/permission_catalog'
import { type Reach, permissionsOfSystemRole } from '#core/access/system_roles'

export const REACHES: readonly Reach[] = ['own', 'all']

/** Over which records a permission reaches: the holder's own, or all of the organization. */
export type AccessScope = Reach

/** How the permissions of a noun are called, by their actions: `customers:read`. */
export function permissionsOf(noun: string) {
  return (action: string) => `${noun}:${action}`
}

export type MembershipRole = 'owner' | 'admin' | 'member'

/**
 * Reads a grant as it is kept: `customers:read/own`. It reaches nothing when it
 * is narrowed to records that are no one's own.
 */
export function readGrant(text: string): {
  readonly permission: string
  readonly reach: AccessScope | null
} {
  const [permission = '', reach] = text.split('/')
  if (reach === 'all') return { permission, reach }
  return { permission, reach: isNarrowable(permission) ? 'own' : null }
}

/** What is an owner's by their place, and no one's by a role. */
const OWNERS_ONLY: ReadonlySet<string> = new Set(['organizations:delete'])

/**
 * What a user may do in one organization. An owner everything, an admin
 * everything but what is the owner's, a member the union of their roles but that. What
 * no one granted is denied, and so is what was granted for the member's own records
 * where there are none.
 */
export class Grants {
  readonly #role: MembershipRole | null
  /** From the built-in roles. */
  readonly #builtIn: readonly ReadonlyMap<string, AccessScope>[]
  /** From the organization's own roles. */
  readonly #reaches = new Map<string, AccessScope>()

  /**
   * @param systemRoles keys of the built-in roles that the member has
   * @param granted grants of the organization's own roles: `customers:read/own`
   */
  constructor(
    role: MembershipRole | null,
    systemRoles: readonly string[] = [],
    granted: readonly string[] = []
  ) {
    this.#role = role
    this.#builtIn = systemRoles.map(permissionsOfSystemRole)
    for (const grant of granted) {
      const { permission, reach } = readGrant(grant)
      if (reach !== null) this.#extend(permission, reach)
    }
  }

  /** How far the permission reaches, or null when it is not granted. */
  reach(permission: string): AccessScope | null {
    if (this.#role === 'owner') return 'all'
    if (this.#role === null || OWNERS_ONLY.has(permission)) return null
    if (this.#role === 'admin') return 'all'
    let reach = this.#reaches.get(permission) ?? null
    for (const permissions of this.#builtIn) {
      const other = permissions.get(permission) ?? null
      if (other === 'all') return other
      reach ??= other
    }
    return reach
  }

  allows(permission: string): boolean {
    return this.reach(permission) !== null
  }

  /** Whether the member holds at least this much, and so may hand it on. */
  includes(permission: string, reach: AccessScope): boolean {
    const own = this.reach(permission)
    return own === 'all' || (own === 'own' && reach === 'own')
  }

  #extend(permission: string, reach: AccessScope) {
    if (this.#reaches.get(permission) !== 'all') this.#reaches.set(permission, reach)
  }
}
