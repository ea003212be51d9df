import { AuthorizationResponse, BasePolicy } from '@adonisjs/bouncer'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import type { Identity } from '#core/access/identity'
import { isOwn } from '#core/access/record_ownership'
import { columnsOf } from '#core/resources/records/columns'
import type { Resource } from '#core/resources/define_resource'

/** Who may do what with a record of any resource: a caller's grant decides how far it reaches. */
export default class RecordPolicy extends BasePolicy {
  /** The action is granted for all records, or for the caller's own and this one is. */
  act(caller: Identity, resource: Resource, action: string, record: LucidRow) {
    const permission = resource.permission(action)
    if (!this.#reaches(caller, resource, permission, record)) {
      return outOfReach(permission)
    }
    for (const object of resource.denyRules) {
      const reason = object(caller, action, record)
      if (reason !== null) return AuthorizationResponse.deny(reason.text).t(reason.phrase)
    }
    return AuthorizationResponse.allow()
  }

  /** As `act` for reading: a record that the caller may not read does not exist for them. */
  see(caller: Identity, resource: Resource, record: LucidRow) {
    return this.#reaches(caller, resource, resource.permission('read'), record)
  }

  /** The caller may make the record: any, or one that is their own. */
  make(caller: Identity, resource: Resource, record: LucidRow) {
    const permission = resource.permission('create')
    if (this.#reaches(caller, resource, permission, record)) return AuthorizationResponse.allow()
    return outOfReach(permission)
  }

  #reaches(caller: Identity, resource: Resource, permission: string, record: LucidRow): boolean {
    const reach = caller.grants.reach(permission)
    return reach === 'all' || (reach === 'own' && isOwn(resource.own, caller, columnsOf(record)))
  }
}

function outOfReach(permission: string): AuthorizationResponse {
  const reason = `This needs the permission ${permission} for this record.`
  return AuthorizationResponse.deny(reason).t('problems.permission_out_of_reach', { permission })
}
