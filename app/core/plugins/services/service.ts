import { attributed, currentAttribution } from '#core/database/attribution'
import { UnitOfWork } from '#core/database/unit_of_work'
import type { Plugin, ServiceInput, ServiceName, ServiceOutput } from '#core/plugins/api'
import { withErrorBoundary } from '#core/plugins/error_boundary'
import { type PluginSet, contextOf, currentPlugins } from '#core/plugins/plugin_set'
import { actAs, actingCaller } from '#core/plugins/rights/acting'
import { inputOfCommand, resumeInput, withoutInput } from '#core/plugins/rights/input'
import { chainOf } from '#core/plugins/services/chain'

type Asked<K extends ServiceName> = (input: ServiceInput<K>) => Promise<ServiceOutput<K>>

/**
 * Asks for what a module does under a name: `await service('leads.convert', { lead, conversion })`.
 * The plugins that are on in the organization of the running unit of work, and have a part in it,
 * do it or let the next one. In a unit of the system none of them has.
 *
 * @throws when no module provides it, or the plugin that does is off
 */
export async function service<K extends ServiceName>(
  name: K,
  input: ServiceInput<K>
): Promise<ServiceOutput<K>> {
  const { owner, parts } = chainOf(name)
  const provide = owner?.provides?.[name]
  if (!owner || !provide) throw new Error(`No module provides the service "${name}"`)
  const provided: Asked<K> = async (given) => provide(given)
  const organizationId = UnitOfWork.current()?.organizationId ?? null
  const isWrapped = parts.length > 0 && organizationId !== null
  if (owner.core && !isWrapped) return provided(input)
  const here = await currentPlugins()
  return chained(name, here, ownPart(name, owner, here, provided), parts)(input)
}

/** What the owner does; a failure of a plugin that is an owner bears its name. */
function ownPart<K extends ServiceName>(
  name: K,
  owner: Plugin,
  here: PluginSet,
  provided: Asked<K>
): Asked<K> {
  if (owner.core) {
    const outer = currentAttribution()
    return (input) => attributed(outer, () => provided(input))
  }
  if (!here.has(owner.id)) {
    throw new Error(`"${owner.id}", which provides the service "${name}", is off here`)
  }
  return (input) =>
    withErrorBoundary(owner, `service ${name}`, () => actAs(null, () => provided(input)))
}

function chained<K extends ServiceName>(
  name: K,
  here: PluginSet,
  own: Asked<K>,
  parts: readonly Plugin[]
): Asked<K> {
  return parts
    .filter(({ id }) => here.has(id))
    .reduceRight((next, plugin) => {
      const part = plugin.services?.[name]
      if (!part) return next
      const caller = actingCaller()
      const resumed = resumeInput()
      const passing = new Set<unknown>()
      const inner: Asked<K> = async (input) => {
        try {
          return await resumed(() => actAs(caller, () => next(input)))
        } catch (error) {
          passing.add(error)
          throw error
        }
      }
      return (input) => {
        /* Before the system acts: the context is the caller's. */
        const context = { ...contextOf(here, plugin), input: inputOfCommand(plugin.id) }
        return withErrorBoundary(
          plugin,
          `service ${name}`,
          () => withoutInput(() => actAs(null, () => part.wrap(inner, input, context))),
          (error) => passing.has(error)
        )
      }
    }, own)
}
