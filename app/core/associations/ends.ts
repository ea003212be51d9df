import type { LucidRow } from '@adonisjs/lucid/types/model'
import { passSteps } from '#core/access/access_steps'
import type { Principal } from '#core/access/principal'
import { invalid, notFound } from '#core/http/exceptions/problem'
import { lockOrder } from '#core/associations/lock_order'
import type { End } from '#core/associations/pair'
import { takesPart } from '#core/associations/participants'
import { ownerOf } from '#core/plugins/installed'
import type { PluginSet } from '#core/plugins/plugin_set'
import { type RequestContext, authorizeAction, lock } from '#core/resources/records/record'
import { resources } from '#core/resources/registry'
import { UUID } from '#core/resources/uuid'

/** Who associates, and the plugins that are on where they do. */
export interface Associating extends Principal {
  readonly plugins: PluginSet
}

/** One of two records, locked, as the caller may reach it. */
export interface LockedEnd {
  readonly end: End
  readonly context: RequestContext
  readonly record: LucidRow
}

/** Two records, locked until the unit of work ends. */
export interface LockedPair {
  /** The one that is changed by it. */
  readonly self: LockedEnd
  readonly other: LockedEnd
}

/**
 * A resource that takes part, for a caller who may do this with its records.
 *
 * @throws 404 for any other, 403 without the permission
 */
export async function contextOfEnd(
  { identity, bouncer, plugins }: Associating,
  type: string,
  action: 'read' | 'update'
): Promise<RequestContext> {
  const declared = resources.get(type)
  if (!declared || !takesPart(declared)) throw notFound('resource')
  await passSteps('plugin', 'permission', {
    caller: identity,
    plugins,
    pluginId: ownerOf(declared)?.id,
    permission: declared.permission(action),
  })
  return { identity, bouncer, resource: plugins.extend(declared) }
}

/**
 * Two records that are to be associated, or no longer: the one may be changed by the caller, the
 * other is readable for them. Both are locked, always in the same order, so that what a limit counts
 * stays as it is.
 *
 * @throws 404 when either is not there for the caller, 403 when they may not change the one
 */
export async function lockPair(
  associating: Associating,
  self: End,
  other: End
): Promise<LockedPair> {
  const contexts = {
    self: await contextOfEnd(associating, self.type, 'update'),
    other: await contextOfEnd(associating, other.type, 'read'),
  }
  for (const [{ id }, { resource }] of [
    [self, contexts.self],
    [other, contexts.other],
  ] as const) {
    if (!UUID.test(id)) throw notFound(resource.singular)
  }
  if (self.type === other.type && self.id === other.id) {
    const message = 'A record cannot be associated with itself'
    throw invalid([{ field: 'id', rule: 'itself', message }])
  }
  const lockSelf = async () => ({
    end: self,
    context: contexts.self,
    record: await lock(contexts.self, self.id),
  })
  const lockOther = async () => ({
    end: other,
    context: contexts.other,
    record: await lock(contexts.other, other.id),
  })
  const isFirst = lockOrder(self, other) < 0
  const early = isFirst ? await lockSelf() : await lockOther()
  const late = isFirst ? await lockOther() : await lockSelf()
  const pair = isFirst ? { self: early, other: late } : { self: late, other: early }
  await authorizeAction(contexts.self, 'update', pair.self.record)
  return pair
}
