import { AuthorizationResponse, BasePolicy } from '@adonisjs/bouncer'
import type { AuthorizerResponse } from '@adonisjs/bouncer/types'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import type { Identity } from '#core/access/identity'
import { type RecordColumns, isOwn } from '#core/access/record_ownership'
import { type Reason, currentPlugins } from '#core/plugins/plugin_set'
import { columnsOf } from '#core/resources/records/columns'
import type { Resource } from '#core/resources/define_resource'

type Rule = (caller: Identity, record: LucidRow) => AuthorizerResponse

/** A policy as resources name it. */
export type RecordPolicyClass = new () => RecordPolicy

/** How a refusal is known that is one of reach: the action is granted, but not for this record. */
export const BEYOND_GRANT = 'problems.permission_out_of_reach'

/** Plugins say by conditions which records are found, and so read and exported. */
const UNRULED = new Set(['read', 'export'])

/**
 * Who may do what with the records of a resource: a method is the rule of the
 * action of its name. A subclass has a method for each further action, and
 * overrides those that take more than the caller's grant.
 */
export default abstract class RecordPolicy extends BasePolicy {
  abstract readonly resource: Resource

  /** Whoever may not read a record is answered as if it did not exist. */
  read(caller: Identity, record: LucidRow): AuthorizationResponse {
    return this.granted(caller, 'read', record)
  }

  create(caller: Identity, record: LucidRow): AuthorizationResponse {
    return this.granted(caller, 'create', record)
  }

  update(caller: Identity, record: LucidRow): AuthorizationResponse {
    return this.granted(caller, 'update', record)
  }

  delete(caller: Identity, record: LucidRow): AuthorizationResponse {
    return this.granted(caller, 'delete', record)
  }

  restore(caller: Identity, record: LucidRow): AuthorizationResponse {
    return this.granted(caller, 'restore', record)
  }

  /** The rule of an action that is known by its name only; of one without a rule the grant decides. */
  act(
    caller: Identity,
    record: LucidRow,
    action: string
  ): AuthorizerResponse | Promise<AuthorizerResponse> {
    const isDeclared = this.resource.permissions.includes(action)
    const rule: unknown = isDeclared ? Reflect.get(this, action) : undefined
    return isRule(rule) ? rule.call(this, caller, record) : this.granted(caller, action, record)
  }

  /**
   * Plugins narrow what a rule allows, and never widen it. About what makes a record, and what has a
   * name of its own, they are asked where that happens, which is not only here.
   */
  async after(
    caller: Identity,
    method: string,
    result: AuthorizerResponse,
    record: LucidRow,
    action = method
  ): Promise<AuthorizerResponse> {
    const isAllowed = typeof result === 'boolean' ? result : result.authorized
    const { permissions, emits } = this.resource
    const isRuled = permissions.includes(action) && !emits.includes(action) && !UNRULED.has(action)
    if (!isAllowed || !isRuled || method === 'create' || caller.isSystem) return result
    const permission = this.resource.permission(action)
    const reason = (await currentPlugins(caller)).objection(permission, caller, record)
    return reason ? deniedBy(reason) : result
  }

  /** The action is granted for all records, or for the caller's own and this one is. */
  protected granted(caller: Identity, action: string, record: LucidRow): AuthorizationResponse {
    return grantResponse(this.resource, caller, action, () => columnsOf(record))
  }
}

/** What a plugin's policy refuses, with its reason. */
export function deniedBy({ text, phrase }: Reason): AuthorizationResponse {
  return AuthorizationResponse.deny(text).t(phrase)
}

/** As `granted` of a policy, by the columns of a record that need not have a model. */
export function grantResponse(
  resource: Resource,
  caller: Identity,
  action: string,
  columns: () => RecordColumns
): AuthorizationResponse {
  const permission = resource.permission(action)
  const reach = caller.grants.reach(permission)
  if (reach === 'all' || (reach === 'own' && isOwn(resource.own, caller, columns()))) {
    return AuthorizationResponse.allow()
  }
  const reason = `This needs the permission ${permission} for this record.`
  return AuthorizationResponse.deny(reason).t(BEYOND_GRANT, { permission })
}

/** The policy of a resource that has no rules but the grants. */
export function policyByGrants(resource: Resource): RecordPolicyClass {
  return class extends RecordPolicy {
    readonly resource = resource
  }
}

function isRule(value: unknown): value is Rule {
  return typeof value === 'function'
}
