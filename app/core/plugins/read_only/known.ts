import type { Plugin } from '#core/plugins/api'
import { installedPlugins, onInstalled } from '#core/plugins/installed'
import type { ReadOnlyField } from '#core/plugins/read_only/types'
import type { Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'

/** A field of a resource, and the plugin that says when no one writes it. */
export interface Known extends ReadOnlyField {
  readonly plugin: Plugin
  readonly resource: Resource
  /** By the name of its column, which the API calls it by, too. */
  readonly name: string
}

const byNoun = new Map<string, readonly Known[]>()
onInstalled(() => byNoun.clear())

/** The fields of a resource that plugins answer for, be those on or off. */
export function readOnlyFieldsOf(noun: string): readonly Known[] {
  const known =
    byNoun.get(noun) ??
    installedPlugins()
      .flatMap(declaredBy)
      .filter(({ resource }) => resource.noun === noun)
  byNoun.set(noun, known)
  return known
}

/** Those that one plugin answers for, on resources that there are. */
export function declaredBy(plugin: Plugin): Known[] {
  const declared: Readonly<Record<string, Readonly<Record<string, ReadOnlyField>> | undefined>> =
    plugin.readOnly ?? {}
  return Object.entries(declared).flatMap(([of, fields = {}]) => {
    const resource = resources.get(of)
    if (!resource) return []
    return Object.entries(fields).map(([name, field]) => ({ ...field, plugin, resource, name }))
  })
}
