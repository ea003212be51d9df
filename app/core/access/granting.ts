import type { Identity } from '#core/access/identity'
import { Problem } from '#core/http/exceptions/problem'
import type { MembershipRole, AccessScope } from '#core/access/grants'

/** A permission and over which records it reaches. */
export interface Grant {
  readonly permission: string
  readonly reach: AccessScope
}

/** Somebody in their organization: their place there, and what they may do. */
export type Grantor = Pick<Identity, 'role' | 'grants'>

/** No one grants what they do not hold. @returns 403 naming what the caller lacks, or null */
export function grantRefusal(caller: Grantor, grants: readonly Grant[]): Problem | null {
  const lacking = grants
    .filter(({ permission, reach }) => !caller.grants.includes(permission, reach))
    .map(({ permission }) => permission)
  if (lacking.length === 0) return null
  return cannotGrant(`You cannot grant what you do not have: ${lacking.join(', ')}.`, {
    permissions: lacking,
  })
}

/** Owners are made by owners, admins by owners and admins. @returns 403 for others, or null */
export function membershipRefusal(caller: Grantor, role: MembershipRole): Problem | null {
  return outranks(caller, role) ? null : cannotGrant(`You cannot make somebody ${role}.`)
}

/** @throws 403 naming what the caller lacks of it */
export function authorizeGrants(caller: Grantor, grants: readonly Grant[]): void {
  const refusal = grantRefusal(caller, grants)
  if (refusal) throw refusal
}

/** Whether somebody with that place in the organization does not stand above the caller. */
export function outranks(caller: Grantor, role: MembershipRole): boolean {
  switch (role) {
    case 'owner':
      return caller.role === 'owner'
    case 'admin':
      return caller.role === 'owner' || caller.role === 'admin'
    case 'member':
      return true
  }
}

function cannotGrant(detail: string, extra: Readonly<Record<string, unknown>> = {}): Problem {
  return new Problem(403, { code: 'cannot_grant', detail, extra })
}
