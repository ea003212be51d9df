import { Grants, type AccessScope } from '#core/access/grants'

/** Who belongs to an organization, as what, and what keys there are is for people to decide. */
const FOR_PEOPLE: ReadonlySet<string> = new Set([
  'api-keys',
  'invitations',
  'members',
  'organizations',
  'permissions',
  'plugins',
  'roles',
  'user-profiles',
  'user-roles',
])

/** Whether no key may do it, whatever its role grants. */
export function isForPeople(permission: string): boolean {
  return FOR_PEOPLE.has(permission.split(':', 1)[0] ?? '')
}

/**
 * What a key may do: what its role grants, narrowed to the permissions that it
 * was made for, and at no moment more than its sponsor may do.
 */
export class KeyGrants extends Grants {
  readonly #role: Grants
  readonly #sponsor: Grants
  readonly #permissions: ReadonlySet<string> | null

  constructor(role: Grants, sponsor: Grants, permissions: readonly string[] | null) {
    super(null)
    this.#role = role
    this.#sponsor = sponsor
    this.#permissions = permissions && new Set(permissions)
  }

  override reach(permission: string): AccessScope | null {
    if (isForPeople(permission)) return null
    if (this.#permissions && !this.#permissions.has(permission)) return null
    const reaches = [this.#role.reach(permission), this.#sponsor.reach(permission)]
    if (reaches.includes(null)) return null
    return reaches.includes('own') ? 'own' : 'all'
  }
}
