import { v7 as uuidv7 } from 'uuid'
import { type Job, defineJob } from '#core/jobs/define_job'
import { type EnqueueOptions, enqueue } from '#core/jobs/enqueue'
import type { Handle, Listener, Message, Plugin } from '#core/plugins/api'
import {
  installedCode,
  installedGeneration,
  installedPlugins,
  listenersOf,
  patternsOf,
} from '#core/plugins/installed'
import type { PluginSet } from '#core/plugins/plugin_set'
import { UnitOfWork } from '#core/database/unit_of_work'

/** Something that has happened, by its name: an action, or an event of a plugin's own. */
export interface Announcement {
  readonly name: string
  readonly payload: unknown
}

/** Which listener, in which organization. */
export interface ListenerPlace {
  readonly organizationId: string
  readonly plugin: string
  /** What the listener listens to: an action, a pattern over actions, or an event. */
  readonly listener: string
}

/** A message for one listener; null for one of those that wait while the listener is paused. */
export interface Delivery extends ListenerPlace {
  readonly message: Message | null
  /** The key through which it was done, if it was; absent in messages of an older version. */
  readonly keyId?: string | null
}

/** How many messages of one plugin a process works at once, each of another organization. */
const AT_ONCE = 8

/** Seconds that a listener has which says nothing else. */
export const TIMEOUT = 300
/** Seconds that its job has more: the listener is to be found too slow before the job is. */
const MARGIN = 5

/**
 * Tells one listener of one thing that has happened. A job for each of them, so
 * that one which fails is tried again alone; silent where its plugin has been
 * turned off meanwhile.
 *
 * Each plugin has a queue and places of its own, so that a plugin which is slow
 * everywhere holds up no other.
 */
function deliveryJob(name: string, concurrency: number): Job<Delivery> {
  return defineJob({
    name,
    /* Listeners wait for other systems (ADR 0320). */
    unit: 'none',
    timeout: TIMEOUT + MARGIN,
    concurrency,
    group: ({ plugin, organizationId }) => `${plugin}/${organizationId}`,
    about: ({ plugin, listener, message }) =>
      `${plugin} listens to ${listener}: ${message ? `${message.name}, message ${message.id}` : 'what waits'}`,
    async handle(delivery: Delivery, { attempt, signal }) {
      const { deliver, deliverHeld } = await import('#core/plugins/delivery/deliver')
      const { organizationId, plugin, listener, message, keyId = null } = delivery
      const place = { organizationId, plugin, listener }
      const run = { attempt, signal }
      await (message === null ? deliverHeld(place, run) : deliver(place, { message, keyId }, run))
    },
  })
}

/** Messages that were put down before each plugin had a queue of its own. */
export const deliverMessage = deliveryJob('plugins:deliver', 2)

/** Sends on what waited while a listener was paused, once it is no more. */
export const releaseMessages = defineJob<ListenerPlace>({
  name: 'plugins:release',
  group: ({ plugin, organizationId }) => `${plugin}/${organizationId}`,
  about: ({ plugin, listener }) => `${plugin} listens to ${listener}: what waits`,
  async handle(place) {
    const { release } = await import('#core/plugins/delivery/held_messages')
    await release(place)
  },
})

let known:
  { readonly generation: number; readonly jobs: ReadonlyMap<string, Job<Delivery>> } | undefined

/** The jobs that tell the listeners of each plugin that has some. The same ones until the list is another. */
export function messageJobs(): readonly Job<Delivery>[] {
  return [...jobsById().values()]
}

/** The job that tells the listeners of a plugin. @throws when it has none */
export function messageJobOf({ id }: Pick<Plugin, 'id'>): Job<Delivery> {
  const job = jobsById().get(id)
  if (!job) throw new Error(`"${id}" has no listeners`)
  return job
}

function jobsById(): ReadonlyMap<string, Job<Delivery>> {
  const generation = installedGeneration()
  if (known?.generation !== generation) {
    const listening = installedPlugins().filter(({ listeners }) => listeners !== undefined)
    const jobs = new Map(
      listening.map(({ id }) => [id, deliveryJob(`${id}:messages:deliver`, AT_ONCE)])
    )
    known = { generation, jobs }
  }
  return known.jobs
}

/** How often and for how long a listener is tried; as its job is, where it is there no more. */
export async function optionsAt({ plugin: id, listener }: ListenerPlace): Promise<EnqueueOptions> {
  const entry = (await installedCode()).find(({ plugin }) => plugin.id === id)
  return optionsOf(entry?.listeners.get(listener))
}

function optionsOf(listener: Handle | Listener | undefined): EnqueueOptions {
  if (typeof listener !== 'object') return {}
  const { retries, timeout } = listener
  return {
    ...(retries !== undefined && { retries }),
    ...(timeout !== undefined && { timeout: timeout + MARGIN }),
  }
}

/** @throws when an event does not begin with the id of the plugin that announces it */
export function ensureOwnEvent({ id }: Plugin, name: string): void {
  if (name.startsWith(`${id}:`)) return
  throw new Error(`"${id}" announces "${name}", which does not begin with its id`)
}

/**
 * Puts down, in the transaction of what happened, who is to be told of it once
 * it is committed.
 */
export async function publish(
  set: PluginSet,
  announcements: readonly Announcement[]
): Promise<void> {
  const { organizationId, actorId, cause } = UnitOfWork.get()
  const keyId = cause?.keyId ?? null
  if (organizationId === null) return
  for (const { name, payload } of announcements) {
    const message: Message = { id: uuidv7(), name, organizationId, actorId, payload }
    for (const { plugin, listeners } of listenersOf(name)) {
      if (!set.has(plugin.id)) continue
      for (const listener of patternsOf(name).filter((pattern) => listeners.has(pattern))) {
        const delivery = { organizationId, plugin: plugin.id, listener, message, keyId }
        await enqueue(messageJobOf(plugin), delivery, optionsOf(listeners.get(listener)))
      }
    }
  }
}
