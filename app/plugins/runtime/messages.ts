import { v7 as uuidv7 } from 'uuid'
import { defineJob } from '#jobs/define_job'
import { enqueue } from '#jobs/enqueue'
import type { Message } from '#plugins/kit'
import { entriesFor, installedCode, listenersOf } from '#plugins/runtime/installed'
import { type PluginSet, contextOf, pluginsHere } from '#plugins/runtime/plugin_set'
import { UnitOfWork } from '#tenancy/unit_of_work'

/** Something that has happened, by its name: an action, or an event of a plugin's own. */
export interface Announcement {
  readonly name: string
  readonly payload: unknown
}

interface Delivery {
  readonly organizationId: string
  readonly plugin: string
  readonly message: Message
}

/**
 * Tells one plugin of one thing that has happened. A job for each of them, so
 * that a listener which fails is tried again alone; silent where the plugin has
 * been turned off meanwhile.
 */
export const deliverMessage = defineJob({
  name: 'plugins:deliver',
  async handle({ plugin: id, message }: Delivery) {
    const set = await pluginsHere()
    const entry = (await installedCode()).find(({ plugin }) => plugin.id === id)
    if (!entry || !set.has(id)) return
    for (const listen of entriesFor(entry.listeners, message.name)) {
      await listen(message, contextOf(set, entry.plugin))
    }
  },
})

/**
 * Puts down, in the transaction of what happened, who is to be told of it once
 * it is committed.
 */
export async function deliver(
  set: PluginSet,
  announcements: readonly Announcement[]
): Promise<void> {
  const { organizationId, actorId } = UnitOfWork.get()
  if (organizationId === null) return
  for (const { name, payload } of announcements) {
    const message: Message = { id: uuidv7(), name, organizationId, actorId, payload }
    for (const { plugin } of listenersOf(name)) {
      if (!set.has(plugin.id)) continue
      await enqueue(deliverMessage, { organizationId, plugin: plugin.id, message })
    }
  }
}
