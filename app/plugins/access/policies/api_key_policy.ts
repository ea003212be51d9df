import { AuthorizationResponse } from '@adonisjs/bouncer'
import { type Grant, type Grantor, grantRefusal } from '#core/access/granting'
import RecordPolicy from '#core/access/record_policy'
import type { Resource } from '#core/resources/define_resource'
import { Refusal } from '#core/access/refusal'
import apiKeys from '#plugins/access/resources/api_keys'

/** Who may do what with an API key. */
export default class ApiKeyPolicy extends RecordPolicy {
  readonly resource: Resource = apiKeys

  /** No one answers for a key that may do what they may not do themselves. */
  sponsor(caller: Grantor, grants: readonly Grant[]) {
    const refusal = grantRefusal(caller, grants)
    return refusal ? new Refusal(refusal) : AuthorizationResponse.allow()
  }
}
