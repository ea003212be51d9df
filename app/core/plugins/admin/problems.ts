import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { didYouMean } from '#core/http/did_you_mean'
import { declaredActions, routeFor } from '#core/plugins/admin/actions'
import type { AdminPage, AdminTile, PageForm, Plugin, RelatedList } from '#core/plugins/api'
import { folderOf } from '#core/plugins/plugin_folders'
import type { InputValidator, Resource } from '#core/resources/define_resource'

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const PAGE = '.show'

type Resources = ReadonlyMap<string, Resource>

/**
 * What keeps the parts of a plugin in the admin from being shown, each in a sentence that names the
 * plugin.
 *
 * @param permissions all that can be granted
 */
export function adminProblems(
  plugin: Plugin,
  plugins: readonly Plugin[],
  permissions: ReadonlySet<string>
): string[] {
  const resources = new Map(
    plugins.flatMap((other) => other.resources ?? []).map((resource) => [resource.name, resource])
  )
  return [
    ...Object.keys(plugin.admin?.cards ?? {})
      .filter((place) => !resourceOfPage(place, resources))
      .map((place) => `"${plugin.id}" has a card for "${place}", which is no page of a record`),
    ...actionProblems(plugin, resources),
    ...pageProblems(plugin, permissions),
    ...settingsActionProblems(plugin, permissions),
    ...relatedProblems(plugin, resources),
    ...tileProblems(plugin),
  ]
}

/** The views that a plugin names: `loyalty::card`. */
export function viewsOf({ admin }: Plugin): string[] {
  const parts = [
    ...Object.values(admin?.cards ?? {}),
    ...Object.values(admin?.pages ?? {}),
    ...(admin?.tiles ?? []),
  ]
  return parts.flatMap((part) => ('view' in part ? [part.view] : []))
}

/** Views that are not in its folder. */
export function viewProblems(plugin: Plugin): string[] {
  const folder = folderOf(plugin, 'views')
  return viewsOf(plugin)
    .filter((view) => !folder || !existsSync(join(folder, `${view.split('::')[1]}.edge`)))
    .map((view) => `"${plugin.id}" has no view "${view}"`)
}

function actionProblems(plugin: Plugin, resources: Resources): string[] {
  return declaredActions(plugin).flatMap(({ resource, name, action }) => {
    const who = `"${plugin.id}" has an action "${name}" for "${resource}"`
    if (!resources.has(resource)) return [`${who}, which is no resource`]
    const route = routeOrNull()
    const { isShown } = action
    return [
      ...nameProblems(who, name),
      ...(isText(action.label) ? [] : [`${who} without a label`]),
      ...(action.method === 'GET' && (action.bulk || action.confirm || action.done)
        ? [`${who} by GET, which asks, does and says nothing`]
        : []),
      ...(isShown === undefined || typeof isShown === 'function'
        ? []
        : [`${who} whose isShown is no function`]),
      ...(route
        ? bodyProblems(who, route.operation?.body)
        : [
            `${who} by ${action.method ?? 'POST'} "${action.route}", which is no route of its own under such a record`,
          ]),
      ...(route && /:/.test(route.path) ? [`${who} by a route whose path takes parameters`] : []),
    ]

    /* A plugin that cannot register its routes: that is said of it elsewhere. */
    function routeOrNull() {
      try {
        return routeFor(plugin, resource, action)
      } catch {
        return null
      }
    }
  })
}

function pageProblems({ id, admin }: Plugin, permissions: ReadonlySet<string>): string[] {
  const pages: Readonly<Record<string, AdminPage>> = admin?.pages ?? {}
  return Object.entries(pages).flatMap(([path, { title, permission, submit }]) => {
    const who = `"${id}" has a page "${path}"`
    return [
      ...nameProblems(who, path),
      ...(isText(title) ? [] : [`${who} without a title`]),
      ...permissionProblems(`${who} that`, permission, permissions),
      ...(submit ? formProblems(`${who} whose form`, submit, permissions) : []),
    ]
  })
}

function settingsActionProblems({ id, admin }: Plugin, permissions: ReadonlySet<string>): string[] {
  return Object.entries(admin?.settingsActions ?? {}).flatMap(([name, form]) => {
    const who = `"${id}" has an action "${name}" of its settings`
    return [...nameProblems(who, name), ...formProblems(`${who}, which`, form, permissions)]
  })
}

function formProblems(
  who: string,
  { label, permission, body, handle }: PageForm,
  permissions: ReadonlySet<string>
): string[] {
  return [
    ...(isText(label) ? [] : [`${who} has no label`]),
    ...(typeof handle === 'function' ? [] : [`${who} has no function handle`]),
    ...(permission === undefined ? [] : permissionProblems(who, permission, permissions)),
    ...(body && !body.describe ? [`${who} has a body that does not describe itself`] : []),
  ]
}

function permissionProblems(
  who: string,
  permission: string,
  permissions: ReadonlySet<string>
): string[] {
  const single = [...permissions].filter((name) => !name.endsWith(':*'))
  if (single.includes(permission)) return []
  const guess = didYouMean(String(permission), single)
  return [`${who} asks for "${permission}", which no module declares.${guess}`]
}

function relatedProblems({ id, admin }: Plugin, resources: Resources): string[] {
  const related: Readonly<Record<string, readonly RelatedList[] | undefined>> = admin?.related ?? {}
  return Object.entries(related).flatMap(([place, lists = []]) =>
    resourceOfPage(place, resources)
      ? lists.flatMap((list) => listProblems(`"${id}" lists`, place, list, resources))
      : [`"${id}" has lists for "${place}", which is no page of a record`]
  )
}

function listProblems(
  who: string,
  place: string,
  { resource: name, by, columns = [] }: RelatedList,
  resources: Resources
): string[] {
  const resource = resources.get(name)
  if (!resource) return [`${who} "${name}" at "${place}", which is no resource`]
  const isFiltered = resource.fields[by]?.operators.includes('eq') ?? false
  return [
    ...(isFiltered ? [] : [`${who} "${name}" by "${by}", which it is not filtered by`]),
    ...columns
      .filter((column) => !(column in resource.fields) && !column.startsWith('extensions.'))
      .map((column) => `${who} "${name}" with a column "${column}", which is no field of it`),
  ]
}

function tileProblems({ id, admin }: Plugin): string[] {
  const tiles: readonly AdminTile[] = admin?.tiles ?? []
  return tiles.flatMap((tile, index) => [
    ...(isText(tile.title) ? [] : [`"${id}" has a tile without a title, the ${index + 1}.`]),
    ...('view' in tile === 'value' in tile
      ? [`"${id}" has a tile "${tile.title}" with neither a view nor a value, or with both`]
      : []),
  ])
}

function nameProblems(who: string, name: string): string[] {
  return NAME.test(name) ? [] : [`${who}, whose name is not kebab-case`]
}

/** Inputs are made of what a body says of itself. */
function bodyProblems(who: string, body: InputValidator | undefined): string[] {
  return body && !body.describe ? [`${who} whose body does not describe itself`] : []
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== ''
}

function resourceOfPage(place: string, resources: Resources): Resource | null {
  if (!place.endsWith(PAGE)) return null
  return resources.get(place.slice(0, -PAGE.length)) ?? null
}
