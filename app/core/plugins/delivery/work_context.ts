import type { Initiator } from '#core/access/job_identity'
import type { LaterContext, Plugin, WorkContext } from '#core/plugins/api'
import type { Deferring } from '#core/plugins/delivery/types'
import { type PluginSet, contextOf, currentPlugins } from '#core/plugins/plugin_set'
import { causingActor, causingCaller, recordAccess } from '#core/plugins/rights/door'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

/** Who caused what runs later; null where the system did. */
export type Cause = Initiator | null

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
 * part of the one that runs inside of `transaction`.
 */
export function workContextOf(
  set: PluginSet,
  organizationId: string,
  plugin: Plugin,
  cause: Cause
): WorkContext {
  const options = forOrganization(organizationId)
  const apart = <T>(work: () => Promise<T>) => UnitOfWork.run(options, work)
  const joined = <T>(work: () => Promise<T>) => (UnitOfWork.current() ? work() : apart(work))
  return {
    ...recordAccess({ run: joined, actor: () => causingActor(cause) }),
    ...deferring(plugin, cause, joined),
    organizationId,
    actorId: cause?.userId ?? null,
    settings: set.settingsOf(plugin.id),
    query: (sql, values) => joined(() => UnitOfWork.get().query(sql, values)),
    caller: () => joined(() => causingCaller(cause)),
    transaction: (work) => apart(() => work(laterContext(set, plugin, cause))),
    http,
  }
}

/** The same for a job that asked to run in the one transaction that runs; null where the plugin is off. */
export async function transactionContext(
  plugin: Plugin,
  cause: Cause
): Promise<WorkContext | null> {
  const set = await currentPlugins()
  if (!set.has(plugin.id)) return null
  const context = laterContext(set, plugin, cause)
  return { ...context, transaction: (work) => work(context), http }
}

/** What is given inside of the running transaction. */
function laterContext(set: PluginSet, plugin: Plugin, cause: Cause): LaterContext {
  const inside = <T>(work: () => Promise<T>) => work()
  return {
    ...contextOf(set, plugin),
    ...recordAccess({ run: inside, actor: () => causingActor(cause) }),
    ...deferring(plugin, cause, inside),
    actorId: cause?.userId ?? null,
    caller: () => causingCaller(cause),
  }
}

/** What is put down for later has the cause of what puts it down. */
function deferring(
  plugin: Plugin,
  cause: Cause,
  run: <T>(work: () => Promise<T>) => Promise<T>
): Deferring {
  return {
    async enqueue(job, input, options) {
      const { enqueuePluginJob } = await import('#core/plugins/delivery/enqueue')
      return run(() => enqueuePluginJob(plugin, job, input, options, cause))
    },
    async mail(mail) {
      const { enqueueMail } = await import('#core/plugins/delivery/mail')
      return run(() => enqueueMail(plugin, mail))
    },
    async start(process, input) {
      const { startProcess } = await import('#core/plugins/processes/start')
      return run(() => startProcess(plugin, process, input, cause))
    },
  }
}

/** Loaded by plugins that ask other systems, and by no others. */
const http: WorkContext['http'] = async (url, request) => {
  const { ask } = await import('#core/plugins/delivery/http')
  return ask(url, request)
}
