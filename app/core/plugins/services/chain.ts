import { didYouMean } from '#core/http/did_you_mean'
import type { Plugin } from '#core/plugins/api'
import { installedPlugins, onInstalled } from '#core/plugins/installed'
import { type Named, namesOwnedBy } from '#core/plugins/naming'
import { kernel } from '#core/plugins/services/kernel'

/** Who does what is asked of a service. */
export interface Chain {
  readonly owner: Plugin | null
  /** The plugins with a part in it, in the order in which they are asked. */
  readonly parts: readonly Plugin[]
}

const chains = new Map<string, Chain>()
onInstalled(() => chains.clear())

/** Who takes part in a service, of all that are installed. */
export function chainOf(name: string): Chain {
  const known = chains.get(name) ?? readChain(name, installedPlugins())
  chains.set(name, known)
  return known
}

/** The services that a plugin provides or has a part in, each with all who are asked: `leads.score: a → b → leads`. */
export function serviceLines({ provides = {}, services = {} }: Plugin): string[] {
  return [...new Set([...Object.keys(provides), ...Object.keys(services)])].map((name) => {
    const { owner, parts } = chainOf(name)
    return `${name}: ${[...parts, ...(owner ? [owner] : [])].map(({ id }) => id).join(' → ')}`
  })
}

/** What is wrong with the services of plugins, in sentences. */
export function serviceProblems(plugins: readonly Plugin[], apart: readonly Named[]): string[] {
  const owners = [kernel, ...plugins]
  const names = new Set(owners.flatMap(({ provides }) => Object.keys(provides ?? {})))
  return plugins.flatMap((plugin) => [
    ...('slots' in plugin
      ? [`"${plugin.id}" has "slots", which there are no more: it wraps the service of that name`]
      : []),
    ...Object.keys(plugin.provides ?? {}).flatMap((name) =>
      providerProblems(name, plugin, plugins)
    ),
    ...Object.entries(plugin.services ?? {}).flatMap(([name, part]) => {
      /* What a plugin that is not there provides is no mistake. */
      const isApart = apart.some((other) =>
        namesOwnedBy(other, [...plugins, ...apart])(nounOf(name))
      )
      if (!names.has(name) && !isApart) {
        return [
          `"${plugin.id}" wraps the service "${name}", which no module provides.${didYouMean(name, names)}`,
        ]
      }
      return typeof Object(part).wrap === 'function'
        ? []
        : [`"${plugin.id}" has a part in the service "${name}" without a function wrap`]
    }),
  ])
}

function providerProblems(name: string, plugin: Plugin, plugins: readonly Plugin[]): string[] {
  const { id, core } = plugin
  const others = plugins.filter((other) => other !== plugin && name in (other.provides ?? {}))
  const isOwn = core || namesOwnedBy(plugin, plugins)(nounOf(name))
  return [
    ...(isOwn
      ? []
      : [
          `"${id}" adds the service "${name}", which does not begin with its id, or begins with another's`,
        ]),
    ...others.map((other) => `"${id}" and "${other.id}" provide the service "${name}"`),
  ]
}

/** `leads.convert` → `leads` */
const nounOf = (name: string) => name.split('.')[0] ?? name

function readChain(name: string, plugins: readonly Plugin[]): Chain {
  return {
    owner: [kernel, ...plugins].find(({ provides }) => name in (provides ?? {})) ?? null,
    parts: plugins.filter(({ services }) => name in (services ?? {})),
  }
}
