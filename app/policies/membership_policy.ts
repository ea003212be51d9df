import { AuthorizationResponse, BasePolicy } from '@adonisjs/bouncer'
import type { Identity } from '#auth/identity'
import type Membership from '#models/membership'
import { standsAsHigh } from '#policies/granting'

/** Who may do what about somebody's belonging to the organization. */
export default class MembershipPolicy extends BasePolicy {
  /** With the permission, unless it is about an owner or admin and he is less. */
  change(caller: Identity, membership: Membership, action: 'update' | 'delete') {
    const permission = `members:${action}`
    const reach = caller.grants.reach(permission)
    if (reach === null || (reach === 'own' && !isHis(caller, membership))) {
      return AuthorizationResponse.deny(`This needs the permission ${permission}.`)
    }
    if (!standsAsHigh(caller, membership.role)) {
      return AuthorizationResponse.deny(`Only an owner may do this to an ${membership.role}.`)
    }
    return AuthorizationResponse.allow()
  }

  /** Everybody may leave; removing others needs the permission. */
  end(caller: Identity, membership: Membership) {
    if (isHis(caller, membership)) return AuthorizationResponse.allow()
    return this.change(caller, membership, 'delete')
  }

  /** Which of his organizations is his primary one is everybody's own choice. */
  prefer(caller: Identity, membership: Membership) {
    if (isHis(caller, membership)) return AuthorizationResponse.allow()
    return AuthorizationResponse.deny('Only the member himself chooses his primary organization.')
  }
}

function isHis(caller: Identity, membership: Membership): boolean {
  return membership.userId === caller.userId
}
