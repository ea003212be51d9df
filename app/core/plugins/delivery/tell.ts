import type { Handle, Plugin } from '#core/plugins/api'
import { type Breaker, countFailure, findBreaker, reopen } from '#core/plugins/delivery/breaker'
import { type Told, discardHeld, hold, nextHeld } from '#core/plugins/delivery/held_messages'
import { resume } from '#core/plugins/delivery/resume'
import { workContextOf } from '#core/plugins/delivery/work_context'
import { installedCode, missingPlugins } from '#core/plugins/installed'
import { unavailable } from '#core/plugins/isolation/missing'
import type { ListenerPlace } from '#core/plugins/messages'
import { type PluginSet, currentPlugins } from '#core/plugins/plugin_set'
import { PermanentFailure } from '#core/jobs/permanent_failure'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

/** A listener as it is in an organization where its plugin is on. */
interface Listening {
  readonly plugin: Plugin
  readonly handle: Handle
  readonly set: PluginSet
  /** What is known of its failures; null when there were none since it last succeeded. */
  readonly breaker: Breaker | null
}

/**
 * Tells a listener of a message, or lays it by while the listener is paused.
 *
 * @throws what the listener throws: the message is tried again then
 */
export async function tell(place: ListenerPlace, told: Told): Promise<void> {
  /* It waits, and is told when the plugin is there again. */
  if (missingPlugins().some(({ id }) => id === place.plugin)) throw unavailable(place.plugin)
  const listening = await listeningAt(place)
  if (listening === null) return
  const { breaker } = listening
  if (breaker?.isPaused && (await inOrganization(place, () => hold(place, told)))) return
  try {
    await run(listening, place, told)
  } catch (error) {
    /* What no attempt will mend is the fault of this message, and says nothing of the next one. */
    if (!(error instanceof PermanentFailure)) {
      await inOrganization(place, () => countFailure(place, told, error))
    }
    throw error
  }
  if (breaker !== null) await inOrganization(place, () => resume(place))
}

/**
 * Tries a paused listener with one of the messages that wait for it: when it takes that, it is
 * told of all others, too; otherwise it stays paused, for longer.
 */
export async function tryHeld(place: ListenerPlace): Promise<void> {
  const listening = await listeningAt(place)
  if (listening === null) return inOrganization(place, () => discardHeld(place))
  const { breaker } = listening
  if (!breaker?.isPaused) return
  const told = await inOrganization(place, () => nextHeld(place, breaker.tries))
  if (told === null) return
  try {
    await run(listening, place, told)
  } catch (error) {
    return inOrganization(place, () => reopen(place, breaker.tries, error))
  }
  await inOrganization(place, () => resume(place, told))
}

async function run(
  { plugin, handle, set }: Listening,
  { organizationId }: ListenerPlace,
  { message, keyId }: Told
): Promise<void> {
  const { actorId } = message
  const cause = actorId === null ? null : { userId: actorId, keyId }
  await handle(message, workContextOf(set, organizationId, plugin, cause))
}

/** The listener as it is there; null where its plugin is off, or it is there no more. */
async function listeningAt(place: ListenerPlace): Promise<Listening | null> {
  const entry = (await installedCode()).find(({ plugin }) => plugin.id === place.plugin)
  const handle = entry?.listeners.get(place.listener)
  if (!entry || !handle) return null
  const { plugin } = entry
  const readOnly = { readOnly: true }
  const read = async () => ({ set: await currentPlugins(), breaker: await findBreaker(place) })
  const { set, breaker } = await inOrganization(place, read, readOnly)
  return set.has(plugin.id) ? { plugin, handle, set, breaker } : null
}

function inOrganization<T>(
  { organizationId }: ListenerPlace,
  work: () => Promise<T>,
  options: { readonly readOnly?: boolean } = {}
): Promise<T> {
  return UnitOfWork.run(forOrganization(organizationId), work, options)
}
