import { AuthorizationResponse } from '@adonisjs/bouncer'
import { type Grantor, grantRefusal } from '#core/access/granting'
import RecordPolicy from '#core/access/record_policy'
import type { Resource } from '#core/resources/define_resource'
import { Refusal } from '#core/access/refusal'
import type Role from '#plugins/access/models/role'
import userRoles from '#plugins/access/resources/user_roles'

/** Who may do what with the assignment of a role. */
export default class UserRolePolicy extends RecordPolicy {
  readonly resource: Resource = userRoles

  /** No one hands on by a role what they do not hold. */
  async assign(caller: Grantor, role: Role) {
    const refusal = grantRefusal(caller, await role.grants())
    return refusal ? new Refusal(refusal) : AuthorizationResponse.allow()
  }
}
