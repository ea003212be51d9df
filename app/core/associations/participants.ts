import { v5 as uuidv5 } from 'uuid'
import { installedGeneration, installedPlugins } from '#core/plugins/installed'
import type { Plugin } from '#core/plugins/manifest'

/** What one record is for another one with which it is associated. */
export interface AssociationLabel {
  readonly key: string
  /** Names of resources: `deals` have a `decision_maker` among `people`. */
  readonly from: string
  readonly to: string
  /** What the `to` is for the `from`: `Decision maker`. */
  readonly title: string
  /** What the `from` is for the `to`; the same where it is null. */
  readonly inverseTitle: string | null
  /** How many `from` one `to` may have by it; null is any number. */
  readonly limitFrom: number | null
  /** How many `to` one `from` may have by it. */
  readonly limitTo: number | null
}

/** One that a manifest brings. */
export interface BuiltInLabel extends AssociationLabel {
  /** The same in every installation and organization. */
  readonly id: string
  readonly plugin: Plugin
}

interface Participants {
  readonly generation: number
  readonly names: ReadonlySet<string>
  readonly lockedFirst: ReadonlySet<string>
  readonly labels: readonly BuiltInLabel[]
}

const NAMESPACE = '7a0f5c1e-6f0b-5a57-8f6e-2f1a1c9b7d35'

/** What happens to records that take part, besides what their resources name. */
const EVENTS = ['associate', 'dissociate']

let known: Participants | undefined

/** The names of the resources whose records can be associated. */
export function participants(): ReadonlySet<string> {
  return ofInstalled().names
}

/** Whether records of a resource can be associated with others. */
export function takesPart({ name }: { readonly name: string }): boolean {
  return participants().has(name)
}

/** Whether the changes of a resource's records also write what they are associated with. */
export function isLockedFirst(name: string): boolean {
  return ofInstalled().lockedFirst.has(name)
}

/** The labels that manifests bring, whether their plugins are on or off. */
export function builtInLabels(): readonly BuiltInLabel[] {
  return ofInstalled().labels
}

/** What happens to the records of a plugin by their being associated: `deals:associate`. */
export function associationEventsOf({ associations = {} }: Plugin): string[] {
  const { resources = [] } = associations
  return resources.flatMap((name) => EVENTS.map((event) => `${name}:${event}`))
}

/** Whether a label is one between these two resources, in either direction. */
export function isBetween(
  { from, to }: Pick<AssociationLabel, 'from' | 'to'>,
  one: string,
  other: string
): boolean {
  return (from === one && to === other) || (from === other && to === one)
}

function ofInstalled(): Participants {
  const generation = installedGeneration()
  if (known?.generation !== generation) {
    const plugins = installedPlugins()
    known = {
      generation,
      names: new Set(plugins.flatMap(({ associations }) => associations?.resources ?? [])),
      lockedFirst: new Set(plugins.flatMap(({ associations }) => associations?.lockedFirst ?? [])),
      labels: plugins.flatMap(labelsOf),
    }
  }
  return known
}

function labelsOf(plugin: Plugin): BuiltInLabel[] {
  return (plugin.associations?.labels ?? []).map((label) => ({
    id: uuidv5([...[label.from, label.to].toSorted(), label.key].join('/'), NAMESPACE),
    plugin,
    key: label.key,
    from: label.from,
    to: label.to,
    title: label.title,
    inverseTitle: label.inverseTitle ?? null,
    limitFrom: label.limitFrom ?? null,
    limitTo: label.limitTo ?? null,
  }))
}
