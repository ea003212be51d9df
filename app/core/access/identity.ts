import { type MembershipRole, Grants } from '#core/access/grants'
import { KeyGrants } from '#core/access/api_key_grants'

export interface OrganizationChoice {
  readonly id: string
  readonly name: string
  readonly slug: string
}

/** An organization of the caller's that lets them in no more, and why. */
export interface LockedOrganization extends OrganizationChoice {
  readonly locked: 'membership_inactive' | 'organization_suspended'
}

/** What the database says of a caller, however they are known. */
interface CallerRow {
  readonly user_id: string
  readonly organization_id: string | null
  readonly role: MembershipRole | null
  readonly employee_id: string | null
  readonly system_roles: readonly string[]
  readonly grants: readonly string[]
  readonly plugins_version: number | null
}

/** The answer of the database function `identify`. */
export interface IdentityRow extends CallerRow {
  readonly session_id: string
  readonly choices: readonly (OrganizationChoice | LockedOrganization)[] | null
}

/** The answer of the database function `identify_key`: the caller is the key's sponsor. */
export interface KeyIdentityRow extends CallerRow {
  readonly key_id: string
  readonly key_system_role: string | null
  readonly key_grants: readonly string[]
  readonly key_permissions: readonly string[] | null
}

/** The id of no user. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/**
 * Who is calling, in which organization, and what they may do there. Loaded anew
 * for every request, so that whatever is taken away is gone at the next one.
 */
export class Identity {
  readonly userId: string
  /** The key that calls in the name of the user, its sponsor; null when the user calls. */
  readonly keyId: string | null
  readonly organizationId: string | null
  readonly role: MembershipRole | null
  /** The employee that the caller is in this organization, to whom records are assigned. */
  readonly employeeId: string | null
  readonly grants: Grants
  /** The caller's organizations, when none of them could be made the active one. */
  readonly choices: readonly OrganizationChoice[]
  /** Those that let them in no more, when none could be made the active one. */
  readonly locked: readonly LockedOrganization[]
  /** Changes whenever the organization turns a plugin on or off, or sets it up; null: not known yet. */
  readonly pluginsVersion: number | null
  /** Whether it is the system in the place of a caller: policies of plugins are not asked about it. */
  readonly isSystem: boolean
  readonly #sessionId: string | null

  constructor(row: IdentityRow | KeyIdentityRow, { isSystem = false } = {}) {
    this.isSystem = isSystem
    const isKey = 'key_id' in row
    this.userId = row.user_id
    this.keyId = isKey ? row.key_id : null
    this.#sessionId = isKey ? null : row.session_id
    this.organizationId = row.organization_id
    this.role = isKey ? null : row.role
    this.employeeId = row.employee_id
    this.grants = isKey ? grantsOfKey(row) : grantsOf(row)
    const known = isKey ? [] : (row.choices ?? [])
    this.choices = known.filter((each) => !isLocked(each))
    this.locked = known.filter(isLocked)
    this.pluginsVersion = row.plugins_version
  }

  /** A user who works for no organization at this moment, as when they log in. */
  static outside(userId: string, sessionId: string): Identity {
    return new Identity({
      user_id: userId,
      session_id: sessionId,
      organization_id: null,
      role: null,
      employee_id: null,
      system_roles: [],
      grants: [],
      choices: null,
      plugins_version: null,
    })
  }

  /** The system, which may do everything, on behalf of a user or of nobody. */
  static ofSystem(actorId: string | null, organizationId: string | null): Identity {
    const row = {
      user_id: actorId ?? NOBODY,
      session_id: '',
      organization_id: organizationId,
      role: 'owner' as const,
      employee_id: null,
      system_roles: [],
      grants: [],
      choices: null,
      plugins_version: null,
    }
    return new Identity(row, { isSystem: true })
  }

  /** The user's session. @throws for a key, which has none and never comes where one is needed */
  get sessionId(): string {
    if (this.#sessionId === null) throw new Error('An API key has no session')
    return this.#sessionId
  }

  /** Needed by authentication guards, which know people by their id. */
  get id(): string {
    return this.userId
  }
}

function grantsOf({ role, system_roles: systemRoles, grants }: CallerRow): Grants {
  return new Grants(role, systemRoles, grants)
}

function grantsOfKey(row: KeyIdentityRow): Grants {
  const { key_system_role: systemRole, key_grants: granted, key_permissions: permissions } = row
  const role = new Grants('member', systemRole ? [systemRole] : [], granted)
  return new KeyGrants(role, grantsOf(row), permissions)
}

function isLocked(choice: OrganizationChoice): choice is LockedOrganization {
  return 'locked' in choice
}

/** Whether this is how the database describes a caller. */
export function isIdentityRow(row: unknown): row is IdentityRow | KeyIdentityRow {
  if (typeof row !== 'object' || row === null || !('grants' in row)) return false
  return 'session_id' in row || 'key_id' in row
}
