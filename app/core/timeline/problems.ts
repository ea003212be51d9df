import type { Plugin } from '#core/plugins/manifest'
import type { Resource } from '#core/resources/define_resource'
import { columnOf } from '#core/resources/query/field_sql'
import { LOGGED_KINDS } from '#core/timeline/kinds'
import type { TimelineKind } from '#core/timeline/source'

const KIND = /^[a-z][a-z0-9_]{0,62}$/

/**
 * What is wrong with the timelines that plugins bring, in sentences.
 *
 * @param permissions what roles can be granted
 */
export function timelineProblems(
  plugins: readonly Plugin[],
  permissions: ReadonlySet<string>
): string[] {
  const resources = new Map(
    plugins.flatMap((plugin) => plugin.resources ?? []).map((resource) => [resource.name, resource])
  )
  const owners = new Map(Object.keys(LOGGED_KINDS).map((kind) => [kind, 'the audit log']))
  return plugins.flatMap((plugin) => [
    ...(plugin.resources ?? []).flatMap((resource) => resourceProblems(plugin, resource)),
    ...Object.entries(plugin.timeline ?? {}).flatMap(([kind, named]) => {
      const owner = owners.get(kind)
      owners.set(kind, owner ?? `"${plugin.id}"`)
      return [
        ...(owner === undefined
          ? []
          : [`the kind "${kind}" of timelines is claimed by ${owner} and "${plugin.id}"`]),
        ...kindProblems(plugin, kind, named).map((what) => `"${plugin.id}" brings ${what}`),
        ...sourceProblems(named, resources, permissions).map(
          (what) => `"${plugin.id}" brings the kind "${kind}" of timelines, ${what}`
        ),
      ]
    }),
  ])
}

function kindProblems({ id, core = false }: Plugin, kind: string, { title }: TimelineKind) {
  const named = `the kind "${kind}" of timelines`
  return [
    ...(KIND.test(kind) ? [] : [`${named}, which cannot be the name of one`]),
    ...(core || kind.startsWith(`${id.replaceAll('-', '_')}_`)
      ? []
      : [`${named}, which does not begin with its id`]),
    ...(title.trim() === '' ? [`${named}, which has no title`] : []),
  ]
}

function sourceProblems(
  { source, permission, data }: TimelineKind,
  resources: ReadonlyMap<string, Resource>,
  permissions: ReadonlySet<string>
): string[] {
  const named = [...(source?.of ?? []), ...(source?.about === undefined ? [] : [source.about])]
  return [
    ...named
      .filter((name) => !resources.has(name))
      .map((name) => `which is about "${name}", which is no resource`),
    ...(source?.of ?? [])
      .filter((name) => resources.has(name) && !resources.get(name)?.timeline)
      .map((name) => `which is for "${name}", which has no timeline`),
    ...(permission === undefined || permissions.has(permission)
      ? []
      : [`which takes "${permission}", which no role can be granted`]),
    ...(source && data ? ['whose items are read, and so have no "data" to be checked'] : []),
  ]
}

function resourceProblems({ id }: Plugin, resource: Resource): string[] {
  const { name, noun, timeline, relations, baseScope } = resource
  if (!timeline) return []
  if (noun !== name || baseScope) {
    return [
      `"${id}" gives "${name}" a timeline, whose records are of no organization, or are called otherwise in permissions`,
    ]
  }
  return [
    ...timeline.fields
      .filter((field) => columnOf(resource, field) === null)
      .map((field) => `"${id}" shows "${name}.${field}" in timelines, which is no column`),
    ...(timeline.via ?? [])
      .filter((relation) => !relations[relation])
      .map(
        (relation) => `"${id}" has timelines of "${name}" by "${relation}", which is no relation`
      ),
  ]
}
