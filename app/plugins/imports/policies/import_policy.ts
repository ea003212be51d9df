import { AuthorizationResponse } from '@adonisjs/bouncer'
import type { Identity } from '#core/access/identity'
import RecordPolicy from '#core/access/record_policy'
import { lacking } from '#core/access/refusal'
import type { Resource } from '#core/resources/define_resource'
import type Import from '#plugins/imports/models/import'
import imports from '#plugins/imports/resources/imports'

/** Who may do what with an import. */
export default class ImportPolicy extends RecordPolicy {
  readonly resource: Resource = imports

  /** Ending it before all of its lines are done. */
  cancel(caller: Identity, record: Import) {
    return this.granted(caller, 'cancel', record)
  }

  /** Taking back what it did. The records are asked about besides. */
  revert(caller: Identity, record: Import) {
    return this.granted(caller, 'revert', record)
  }

  /** Whoever imports makes the records, and changes what exists where lines match it. */
  makeRecords({ grants }: Identity, target: Resource, changesExisting: boolean) {
    const missing = (changesExisting ? ['create', 'update'] : ['create'])
      .map((action) => target.permission(action))
      .find((permission) => !grants.allows(permission))
    return missing ? lacking(missing) : AuthorizationResponse.allow()
  }
}
