import { AuthorizationResponse } from '@adonisjs/bouncer'
import { type Grantor, membershipRefusal, outranks } from '#core/access/granting'
import type { MembershipRole } from '#core/access/grants'
import type { Identity } from '#core/access/identity'
import RecordPolicy from '#core/access/record_policy'
import type { Resource } from '#core/resources/define_resource'
import { Refusal } from '#core/access/refusal'
import type Membership from '#plugins/identity/models/membership'
import userOrganizations from '#plugins/identity/resources/user_organizations'

/** Who may do what with a membership. That everybody may leave stands in its resource. */
export default class MembershipPolicy extends RecordPolicy {
  readonly resource: Resource = userOrganizations

  override update(caller: Identity, membership: Membership) {
    return this.#grantedNotAbove(caller, 'update', membership)
  }

  override delete(caller: Identity, membership: Membership) {
    return this.#grantedNotAbove(caller, 'delete', membership)
  }

  /** Owners are made by owners, admins by owners and admins. */
  appoint(caller: Grantor, role: MembershipRole) {
    const refusal = membershipRefusal(caller, role)
    return refusal ? new Refusal(refusal) : AuthorizationResponse.allow()
  }

  /** Which of their organizations is their primary one is the member's own choice. */
  prefer(caller: Identity, membership: Membership) {
    if (membership.userId === caller.userId) return AuthorizationResponse.allow()
    return AuthorizationResponse.deny('Members set their own primary organization only.')
  }

  /** No one does anything to a member whose place is higher than their own. */
  #grantedNotAbove(caller: Identity, action: string, membership: Membership) {
    const granted = this.granted(caller, action, membership)
    if (!granted.authorized || outranks(caller, membership.role)) return granted
    const reason = `Only an owner may do this to an ${membership.role}.`
    return AuthorizationResponse.deny(reason).t('problems.higher_place')
  }
}
