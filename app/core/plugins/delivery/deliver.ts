import type { Handle, Listener, ListenerRun, Plugin } from '#core/plugins/api'
import { type Breaker, countFailure, findBreaker, reopen } from '#core/plugins/delivery/breaker'
import {
  type SentMessage,
  discardHeld,
  holdMessage,
  nextHeld,
} from '#core/plugins/delivery/held_messages'
import { resume } from '#core/plugins/delivery/resume'
import { workContextOf } from '#core/plugins/delivery/work_context'
import { installedCode, missingPlugins } from '#core/plugins/installed'
import { unavailable } from '#core/plugins/isolation/missing'
import { type ListenerPlace, TIMEOUT } from '#core/plugins/messages'
import { type PluginSet, currentPlugins } from '#core/plugins/plugin_set'
import { PermanentFailure } from '#core/jobs/permanent_failure'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

/** A listener as it is in an organization where its plugin is on. */
interface Listening {
  readonly plugin: Plugin
  readonly handle: Handle
  /** Seconds that an attempt may take. */
  readonly timeout: number
  readonly set: PluginSet
  /** What is known of its failures; null when there were none since it last succeeded. */
  readonly breaker: Breaker | null
}

/**
 * Delivers a message to a listener, or holds it while the listener is paused.
 *
 * @throws what the listener throws: the message is tried again then
 */
export async function deliver(
  place: ListenerPlace,
  delivery: SentMessage,
  attempt: ListenerRun
): Promise<void> {
  /* It waits, and is delivered when the plugin is there again. */
  if (missingPlugins().some(({ id }) => id === place.plugin)) throw unavailable(place.plugin)
  const listening = await listeningAt(place)
  if (listening === null) return
  const { breaker } = listening
  if (breaker?.isPaused && (await inOrganization(place, () => holdMessage(place, delivery)))) return
  try {
    await run(listening, place, delivery, attempt)
  } catch (error) {
    /* What no attempt will mend is the fault of this message, and says nothing of the next one. */
    if (!(error instanceof PermanentFailure)) {
      await inOrganization(place, () => countFailure(place, delivery, error))
    }
    throw error
  }
  if (breaker !== null) await inOrganization(place, () => resume(place))
}

/**
 * Tries a paused listener with one of the messages that wait for it: when it takes that, all
 * others are delivered, too; otherwise it stays paused, for longer.
 */
export async function deliverHeld(place: ListenerPlace, attempt: ListenerRun): Promise<void> {
  const listening = await listeningAt(place)
  if (listening === null) return inOrganization(place, () => discardHeld(place))
  const { breaker } = listening
  if (!breaker?.isPaused) return
  const delivery = await inOrganization(place, () => nextHeld(place, breaker.tries))
  if (delivery === null) return
  try {
    await run(listening, place, delivery, attempt)
  } catch (error) {
    return inOrganization(place, () => reopen(place, breaker.tries, error))
  }
  await inOrganization(place, () => resume(place, delivery))
}

/** @throws what the listener throws, or that it took too long, also where it does not stop by its signal */
async function run(
  { plugin, handle, timeout, set }: Listening,
  { organizationId }: ListenerPlace,
  { message, keyId }: SentMessage,
  { attempt, signal }: ListenerRun
): Promise<void> {
  const { actorId } = message
  const cause = actorId === null ? null : { userId: actorId, keyId }
  const context = workContextOf(set, organizationId, plugin, cause)
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), timeout * 1_000).unref()
  const tooLong = new Promise<never>((_resolve, reject) => {
    const say = () => reject(new Error(`It did not end within ${timeout} seconds`))
    late.signal.addEventListener('abort', say)
  })
  const either = AbortSignal.any([signal, late.signal])
  try {
    await Promise.race([handle(message, context, { attempt, signal: either }), tooLong])
  } finally {
    clearTimeout(timer)
  }
}

/** The listener as it is there; null where its plugin is off, or it is there no more. */
async function listeningAt(place: ListenerPlace): Promise<Listening | null> {
  const entry = (await installedCode()).find(({ plugin }) => plugin.id === place.plugin)
  const listener = entry?.listeners.get(place.listener)
  if (!entry || !listener) return null
  const { plugin } = entry
  const { handle, timeout = TIMEOUT } =
    typeof listener === 'function' ? { handle: listener } : bound(listener)
  const readOnly = { readOnly: true }
  const read = async () => ({ set: await currentPlugins(), breaker: await findBreaker(place) })
  const { set, breaker } = await inOrganization(place, read, readOnly)
  return set.has(plugin.id) ? { plugin, handle, timeout, set, breaker } : null
}

function bound(listener: Listener): Pick<Listener, 'handle' | 'timeout'> {
  return {
    ...listener,
    handle: (message, context, attempt) => listener.handle(message, context, attempt),
  }
}

function inOrganization<T>(
  { organizationId }: ListenerPlace,
  work: () => Promise<T>,
  options: { readonly readOnly?: boolean } = {}
): Promise<T> {
  return UnitOfWork.run(forOrganization(organizationId), work, options)
}
