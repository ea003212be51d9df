import { AuthorizationResponse, BasePolicy } from '@adonisjs/bouncer'
import type { Identity } from '#core/access/identity'
import type Membership from '#plugins/identity/models/membership'

/** What is everybody's own choice about their belonging to an organization. */
export default class MembershipPolicy extends BasePolicy {
  /** Which of their organizations is their primary one. */
  prefer(caller: Identity, membership: Membership) {
    if (membership.userId === caller.userId) return AuthorizationResponse.allow()
    return AuthorizationResponse.deny('Members set their own primary organization only.')
  }
}
