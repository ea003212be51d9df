import { type Cause, jobIdentity } from '#core/access/job_identity'
import { Problem } from '#core/http/exceptions/problem'
import type { LaterContext, Plugin, WorkContext } from '#core/plugins/api'
import { type Actor, contextMembers, storageAccess } from '#core/plugins/context_members'
import { type PluginSet, contextOf, currentPlugins } from '#core/plugins/plugin_set'
import {
  type TransactionOptions,
  UnitOfWork,
  asActor,
  forOrganization,
} from '#core/database/unit_of_work'

/** What a plugin's code is given that runs outside of any transaction; null where the plugin is off. */
export async function workContext(
  organizationId: string,
  plugin: Plugin,
  cause: Cause
): Promise<WorkContext | null> {
  const options = forOrganization(organizationId)
  const set = await UnitOfWork.run(options, () => currentPlugins(), { readOnly: true })
  return set.has(plugin.id) ? workContextOf(set, organizationId, plugin, cause) : null
}

/**
 * The same, by plugins that are known. Whatever is done with it is a transaction of its own, or
 * part of the one that runs inside of `transaction`: on behalf of the cause, as is what it enqueues.
 */
export function workContextOf(
  set: PluginSet,
  organizationId: string,
  plugin: Plugin,
  cause: Cause
): WorkContext {
  const options = onBehalfOf(cause, forOrganization(organizationId))
  const apart = <T>(work: () => Promise<T>) => UnitOfWork.run(options, work)
  const joined = <T>(work: () => Promise<T>) => (UnitOfWork.current() ? work() : apart(work))
  return {
    ...contextMembers(plugin, { run: joined, actor: causingActor }),
    organizationId,
    actorId: cause?.userId ?? null,
    settings: set.settingsOf(plugin.id),
    storage: storageAccess(plugin, organizationId),
    query: (sql, values) => joined(() => UnitOfWork.get().query(sql, values)),
    caller: () => joined(causingCaller),
    transaction: (work) => apart(() => work(laterContext(set, plugin))),
    http,
  }
}

/** The same for a job that asked to run in the one transaction that runs; null where the plugin is off. */
export async function transactionContext(
  plugin: Plugin,
  cause: Cause
): Promise<WorkContext | null> {
  if (cause !== null) UnitOfWork.get().setActor(cause.userId, cause.keyId)
  const set = await currentPlugins()
  if (!set.has(plugin.id)) return null
  const context = laterContext(set, plugin)
  return { ...context, transaction: (work) => work(context), http }
}

/** What is given inside of the running transaction. */
function laterContext(set: PluginSet, plugin: Plugin): LaterContext {
  return {
    ...contextOf(set, plugin),
    ...contextMembers(plugin, { run: (work) => work(), actor: causingActor }),
    caller: causingCaller,
  }
}

function onBehalfOf(cause: Cause, options: TransactionOptions): TransactionOptions {
  if (cause === null) return options
  const { userId: actorId, keyId: apiKeyId } = cause
  return asActor(options, { actorId, apiKeyId, requestId: '' })
}

/** On whose behalf the unit runs, with what they may at this moment; null when that is nothing. */
async function causingCaller(): Promise<Actor> {
  const { cause } = UnitOfWork.get()
  return cause === null ? null : jobIdentity(cause)
}

/** The same for those with whose rights records are reached. @throws 403 when they have none any more */
async function causingActor(): Promise<Actor> {
  const caller = await causingCaller()
  if (UnitOfWork.get().cause === null || caller !== null) return caller
  throw new Problem(403, {
    code: 'permission_denied',
    detail: 'The user who caused this may do nothing here any more.',
    phrase: 'problems.cause_is_gone',
  })
}

/** Loaded by plugins that ask other systems, and by no others. */
const http: WorkContext['http'] = async (url, request) => {
  const { ask } = await import('#core/plugins/delivery/http')
  return ask(url, request)
}
