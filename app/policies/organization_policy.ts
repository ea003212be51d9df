import { AuthorizationResponse, BasePolicy } from '@adonisjs/bouncer'
import type { Identity } from '#auth/identity'

/** Who may do what with an organization as a whole. */
export default class OrganizationPolicy extends BasePolicy {
  /** Only an owner, whatever a role may grant. */
  suspend(caller: Identity) {
    if (caller.role === 'owner') return AuthorizationResponse.allow()
    return AuthorizationResponse.deny('Only an owner may do this.')
  }
}
