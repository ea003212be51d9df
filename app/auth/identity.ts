import { type MembershipRole, Grants } from '#policies/grants'

export interface OrganizationChoice {
  readonly id: string
  readonly name: string
  readonly slug: string
}

/** The answer of the database function `identify`. */
export interface IdentityRow {
  readonly user_id: string
  readonly session_id: string
  readonly organization_id: string | null
  readonly role: MembershipRole | null
  readonly employee_id: string | null
  readonly system_roles: readonly string[]
  readonly grants: readonly string[]
  readonly choices: readonly OrganizationChoice[] | null
}

/**
 * Who is calling, in which organization, and what he may do there. Loaded anew
 * for every request, so that whatever is taken away is gone at the next one.
 */
export class Identity {
  readonly userId: string
  readonly sessionId: string
  readonly organizationId: string | null
  readonly role: MembershipRole | null
  /** The employee that he is in this organization, to whom records are assigned. */
  readonly employeeId: string | null
  readonly grants: Grants
  /** His organizations, when none of them could be made the active one. */
  readonly choices: readonly OrganizationChoice[]

  constructor(row: IdentityRow) {
    this.userId = row.user_id
    this.sessionId = row.session_id
    this.organizationId = row.organization_id
    this.role = row.role
    this.employeeId = row.employee_id
    this.grants = new Grants(row.role, row.system_roles, row.grants)
    this.choices = row.choices ?? []
  }

  /** Somebody who works for no organization at this moment, as when he logs in. */
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
    })
  }

  /** Needed by authentication guards, which know people by their id. */
  get id(): string {
    return this.userId
  }
}
