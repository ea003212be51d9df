import { AuthorizationResponse } from '@adonisjs/bouncer'
import { type Grant, type Grantor, grantRefusal } from '#core/access/granting'
import RecordPolicy from '#core/access/record_policy'
import type { Resource } from '#core/resources/define_resource'
import { Refusal } from '#core/access/refusal'
import roles from '#plugins/access/resources/roles'

/** Who may do what with a role. */
export default class RolePolicy extends RecordPolicy {
  readonly resource: Resource = roles

  /** No one puts into a role, or takes back into use with one, what they do not hold. */
  grant(caller: Grantor, grants: readonly Grant[]) {
    const refusal = grantRefusal(caller, grants)
    return refusal ? new Refusal(refusal) : AuthorizationResponse.allow()
  }
}
