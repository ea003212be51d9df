import { AuthorizationResponse } from '@adonisjs/bouncer'
import type { Identity } from '#core/access/identity'
import RecordPolicy from '#core/access/record_policy'
import type { Resource } from '#core/resources/define_resource'
import { lacking } from '#core/access/refusal'
import type Deal from '#plugins/deals/models/deal'
import deals from '#plugins/deals/resources/deals'

/** Who may do what with a deal. */
export default class DealPolicy extends RecordPolicy {
  readonly resource: Resource = deals

  /** To another stage, or into another pipeline. */
  move(caller: Identity, deal: Deal) {
    return this.granted(caller, 'move', deal)
  }

  /** Winning and losing it, and opening it again. */
  close(caller: Identity, deal: Deal) {
    return this.granted(caller, 'close', deal)
  }

  /** Whoever takes a place away from all the deals in it must be allowed to move all deals. */
  moveAll(caller: Identity) {
    const permission = this.resource.permission('move')
    if (caller.grants.reach(permission) === 'all') return AuthorizationResponse.allow()
    return lacking(permission)
  }
}
