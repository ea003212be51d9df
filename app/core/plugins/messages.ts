import { v7 as uuidv7 } from 'uuid'
import { defineJob } from '#core/jobs/define_job'
import { enqueue } from '#core/jobs/enqueue'
import type { ListenerContext, Message, Plugin } from '#core/plugins/api'
import { installedCode, listenersOf, missingPlugins, patternsOf } from '#core/plugins/installed'
import { unavailable } from '#core/plugins/isolation/missing'
import { causingActor, causingCaller, recordAccess } from '#core/plugins/rights/door'
import { type PluginSet, contextOf, currentPlugins } from '#core/plugins/plugin_set'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

/** Something that has happened, by its name: an action, or an event of a plugin's own. */
export interface Announcement {
  readonly name: string
  readonly payload: unknown
}

interface Delivery {
  readonly organizationId: string
  readonly plugin: string
  /** What the listener listens to: an action, a pattern over actions, or an event. */
  readonly listener: string
  readonly message: Message
  /** The key through which it was done, if it was; absent in messages of an older version. */
  readonly keyId?: string | null
}

/**
 * Tells one listener of one thing that has happened. A job for each of them, so
 * that one which fails is tried again alone; silent where its plugin has been
 * turned off meanwhile.
 */
export const deliverMessage = defineJob({
  name: 'plugins:deliver',
  /* Listeners wait for other systems (ADR 0320). */
  unit: 'none',
  concurrency: 8,
  group: ({ plugin, organizationId }) => `${plugin}/${organizationId}`,
  about: ({ plugin, listener, message }) =>
    `${plugin} listens to ${listener}: ${message.name}, message ${message.id}`,
  async handle({ organizationId, plugin: id, listener, message, keyId = null }: Delivery) {
    /* It waits, and is told when the plugin is there again. */
    if (missingPlugins().some((plugin) => plugin.id === id)) throw unavailable(id)
    const entry = (await installedCode()).find(({ plugin }) => plugin.id === id)
    const handle = entry?.listeners.get(listener)
    if (!entry || !handle) return
    const { actorId } = message
    const context = await listenerContext(entry.plugin, { organizationId, actorId, keyId })
    if (context !== null) await handle(message, context)
  },
})

/** Whose deed it was, and where. */
interface Cause {
  readonly organizationId: string
  readonly actorId: string | null
  readonly keyId: string | null
}

/** What a listener is given; null where its plugin is off. */
async function listenerContext(plugin: Plugin, cause: Cause): Promise<ListenerContext | null> {
  const { organizationId, actorId, keyId } = cause
  const options = forOrganization(organizationId)
  const set = await UnitOfWork.run(options, () => currentPlugins(), { readOnly: true })
  if (!set.has(plugin.id)) return null
  const by = actorId === null ? null : { userId: actorId, keyId }
  const actor = () => causingActor(by)
  return {
    ...recordAccess({ run: (work) => UnitOfWork.run(options, work), actor }),
    organizationId,
    actorId,
    settings: set.settingsOf(plugin.id),
    query: (sql, values) => UnitOfWork.run(options, (unit) => unit.query(sql, values)),
    caller: () => UnitOfWork.run(options, () => causingCaller(by), { readOnly: true }),
    transaction: (work) =>
      UnitOfWork.run(options, () =>
        work({
          ...contextOf(set, plugin),
          ...recordAccess({ run: (inside) => inside(), actor }),
          actorId,
          caller: () => causingCaller(by),
        })
      ),
  }
}

/**
 * Puts down, in the transaction of what happened, who is to be told of it once
 * it is committed.
 */
export async function deliver(
  set: PluginSet,
  announcements: readonly Announcement[]
): Promise<void> {
  const { organizationId, actorId, caller } = UnitOfWork.get()
  const keyId = caller?.keyId ?? null
  if (organizationId === null) return
  for (const { name, payload } of announcements) {
    const message: Message = { id: uuidv7(), name, organizationId, actorId, payload }
    for (const { plugin, listeners } of listenersOf(name)) {
      if (!set.has(plugin.id)) continue
      for (const listener of patternsOf(name).filter((pattern) => listeners.has(pattern))) {
        const delivery = { organizationId, plugin: plugin.id, listener, message, keyId }
        await enqueue(deliverMessage, delivery)
      }
    }
  }
}
