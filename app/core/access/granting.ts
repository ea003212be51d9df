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

/** Nobody grants what they do not hold. @throws 403 naming what the caller lacks */
export function authorizeGrants(caller: Grantor, grants: readonly Grant[]): void {
  const lacking = grants
    .filter(({ permission, reach }) => !caller.grants.includes(permission, reach))
    .map(({ permission }) => permission)
  if (lacking.length === 0) return
  throw cannotGrant(`You cannot grant what you do not have: ${lacking.join(', ')}.`, {
    permissions: lacking,
  })
}

/** Owners are made by owners, admins by owners and admins. @throws 403 for others */
export function authorizeMembershipGrant(caller: Grantor, role: MembershipRole): void {
  if (!outranks(caller, role)) throw cannotGrant(`You cannot make somebody ${role}.`)
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
