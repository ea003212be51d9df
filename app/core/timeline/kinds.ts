import type { Reader } from '#core/plugins/reader'
import type { Identity } from '#core/access/identity'
import { markSql } from '#core/database/foreign_sql'
import { withErrorBoundarySync } from '#core/plugins/error_boundary'
import { installedGeneration, installedPlugins } from '#core/plugins/installed'
import type { Plugin } from '#core/plugins/manifest'
import type { Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'
import { assignments, fieldChanges } from '#core/timeline/logged_changes'
import type { TimelineKind, TimelineSource } from '#core/timeline/source'
import { writtenItems } from '#core/timeline/written_items'

/** A kind of items as one reader may see it. */
export interface ReadableKind {
  readonly kind: string
  readonly source: TimelineSource
  /** The resource that its items are about, as plugins make it; null where that is the record itself. */
  readonly about: Resource | null
}

/** A kind that a manifest names. */
interface NamedKind extends TimelineKind {
  readonly kind: string
  readonly plugin: string
  readonly source: TimelineSource
}

/** What the audit log tells of any record. */
export const LOGGED_KINDS: Readonly<Record<string, string>> = {
  assignment: 'Assignment',
  field: 'Change',
}

let known: { readonly generation: number; readonly kinds: readonly NamedKind[] } | undefined

/** The kinds that manifests name, whether their plugins are on or off. */
function namedKinds(): readonly NamedKind[] {
  const generation = installedGeneration()
  if (known?.generation !== generation) {
    const kinds = installedPlugins().flatMap((plugin) =>
      Object.entries(plugin.timeline ?? {}).map(([kind, named]) => ({
        ...named,
        kind,
        plugin: plugin.id,
        source: named.source ? sourceOf(plugin, kind, named.source) : writtenItems(kind),
      }))
    )
    known = { generation, kinds }
  }
  return known.kinds
}

/** A source whose SQL is marked as that of its plugin, whose failures bear its name. */
function sourceOf(plugin: Plugin, kind: string, source: TimelineSource): TimelineSource {
  if (plugin.core) return source
  const asked = (part: 'items' | 'shown') => (organization: string) =>
    markSql(
      plugin.id,
      withErrorBoundarySync(plugin, `timeline ${kind}`, () => source[part](organization))
    )
  return {
    ...source,
    ...(source.key !== undefined && { key: markSql(plugin.id, source.key) }),
    items: asked('items'),
    shown: asked('shown'),
  }
}

/** What each kind is called for people, with whatever rights. */
export function kindTitles(): ReadonlyMap<string, string> {
  return new Map([
    ...Object.entries(LOGGED_KINDS),
    ...namedKinds().map(({ kind, title }) => [kind, title] as const),
  ])
}

/** The kinds of items that a reader may find in the timelines of these resources. */
export function readableKinds(
  { identity, plugins }: Reader,
  of: readonly Resource[]
): readonly ReadableKind[] {
  const names = new Set(of.map(({ name }) => name))
  const logged = [
    { kind: 'assignment', source: assignments(of, identity) },
    { kind: 'field', source: fieldChanges(of, identity) },
  ].flatMap(({ kind, source }) => (source === null ? [] : [{ kind, source, about: null }]))
  const named = namedKinds().flatMap(({ kind, plugin, permission, source }): ReadableKind[] => {
    if (!plugins.has(plugin)) return []
    if (permission !== undefined && !reaches(identity, permission, source)) return []
    if (source.of && !source.of.some((name) => names.has(name))) return []
    if (source.about === undefined) return [{ kind, source, about: null }]
    const about = resources.get(source.about)
    if (!about || !identity.grants.allows(about.permission('read'))) return []
    return [{ kind, source, about: plugins.extend(source.isOfRecord ? partOf(about) : about) }]
  })
  return [...named, ...logged]
}

function reaches({ grants }: Identity, permission: string, { about }: TimelineSource): boolean {
  return about === undefined ? grants.reach(permission) === 'all' : grants.allows(permission)
}

const parts = new WeakMap<Resource, Resource>()

/** A resource whose records are read by who reads the record of the timeline. */
function partOf(resource: Resource): Resource {
  const part = parts.get(resource) ?? {
    ...resource,
    table: resource.table,
    rowFilter: () => () => null,
  }
  parts.set(resource, part)
  return part
}
