import { type Grantor, authorizeGrants, authorizeMembershipGrant } from '#core/access/granting'
import type { MembershipRole } from '#core/access/grants'
import type Role from '#plugins/access/models/role'

/** Nobody invites as what, or with what, they could not make somebody. @throws 403 otherwise */
export async function authorizeInvitation(
  caller: Grantor,
  place: MembershipRole,
  roles: readonly Role[]
): Promise<void> {
  authorizeMembershipGrant(caller, place)
  for (const role of roles) authorizeGrants(caller, await role.grants())
}
