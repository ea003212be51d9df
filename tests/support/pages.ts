import { pageResources } from '#admin/page_resources'
import { declaredActions } from '#core/plugins/admin/actions'
import { pagesOf } from '#core/plugins/admin/pages'
import { installedPlugins } from '#core/plugins/installed'
import type { Company } from '#tests/support/personas'
import { pageRoutes } from '#tests/support/routes'
import type { SeenPage, Visitor } from '#tests/support/visitor'

/** Ids of what an organization has, by the names of resources. */
type Ids = Readonly<Record<string, readonly string[]>>

/** What is no page for people to read: files, what scripts ask, and what is there at certain times only. */
const NO_PAGES = [
  /\/assets\//,
  /\/export$/,
  /\/errors$/,
  /\/imports\/:id\/file$/,
  /\/content$/,
  /\/pictures\//,
  /\/candidates\//,
  /\/:slug\/events$/,
  /\/acting$/,
  /\/login$/,
  /\/bulk$/,
]

/** Actions that answer a document of their own, which is no page of these. */
const DOCUMENT = /\/actions\/products\/(page|pdf)$/

/**
 * The address of every page there is, as the routes say: of each resource its
 * list, forms and a record.
 *
 * @param ids what the company has, of everything
 */
export function everyPage({ slug, owner }: Company, ids: Ids): string[] {
  const paths = pageRoutes()
    .filter(({ method, pattern }) => method === 'GET' && !NO_PAGES.some((no) => no.test(pattern)))
    .flatMap(({ pattern }) => pathsOf(pattern.replace(':slug', slug), owner.userId, ids))
  return [...new Set(paths)].filter((path) => !DOCUMENT.test(path))
}

/** Those of them that are there: a resource without forms has no pages for them. */
export async function pagesThere(visitor: Visitor, paths: readonly string[]): Promise<string[]> {
  const there: string[] = []
  for (const path of paths) if (isThere(path, await visitor.get(path))) there.push(path)
  return there
}

/** Whether a page of them is there, as its answer tells. @throws when it should be and is not */
export function isThere(path: string, { status }: SeenPage): boolean {
  const mayBeAbsent = /\/(new|edit|email|nowhere)$/.test(path)
  if (status === 200) return true
  if (status === 404 && mayBeAbsent) return false
  throw new Error(`${path} answers ${status}`)
}

function pathsOf(pattern: string, userId: string, ids: Ids): string[] {
  if (pattern.endsWith('/*')) return [pattern.replace('*', 'nowhere')]
  if (pattern.includes('/plugins/:plugin/actions/')) return settingsActionPaths(pattern)
  if (pattern.includes('/actions/')) return actionPaths(pattern, ids)
  if (pattern.includes(':page')) {
    return pagesOf(installedPlugins()).map(({ plugin, name }) =>
      pattern.replace(':plugin', plugin.id).replace(':page', name)
    )
  }
  if (pattern.includes(':plugin')) return [pattern.replace(':plugin', 'loyalty')]
  if (pattern.startsWith('/admin/users')) return [pattern.replace(':id', userId)]
  if (pattern.startsWith('/admin/processes')) return withIds(pattern, ids.processes)
  if (pattern.endsWith('/imports/new')) return [pattern, `${pattern}?resource=customers`]
  if (pattern.includes('/imports/templates/')) return []
  if (pattern.includes('/members/')) return withIds(pattern, ids['user-organizations'])
  if (pattern.includes('/permission-matrix')) return withIds(pattern, ids.roles)
  if (!pattern.includes(':resource')) return withIds(pattern, ids[pattern.split('/')[4] ?? ''])
  return pageResources().flatMap(({ name }) =>
    withIds(pattern.replace(':resource', name), ids[name])
  )
}

/** Of each action of a plugin's settings. */
function settingsActionPaths(pattern: string): string[] {
  return installedPlugins().flatMap(({ id, admin }) =>
    Object.keys(admin?.settingsActions ?? {}).map((name) =>
      pattern.replace(':plugin', id).replace(':action', name)
    )
  )
}

/** Of each action of a plugin: with one record, or with many where it can be done so. */
function actionPaths(pattern: string, ids: Ids): string[] {
  const isOfOne = pattern.includes(':id')
  return installedPlugins().flatMap((plugin) =>
    declaredActions(plugin)
      .filter(({ action }) => isOfOne || action.bulk)
      .flatMap(({ resource, name }) =>
        withIds(
          `${pattern.replace(':resource', resource).replace(':plugin', plugin.id).replace(':action', name)}${isOfOne ? '' : '?ids=:id'}`,
          ids[resource]
        )
      )
  )
}

/** @throws for a page of a record of which the company has none */
function withIds(pattern: string, ids: readonly string[] | undefined): string[] {
  if (!pattern.includes(':')) return [pattern]
  const id = ids?.[0]
  if (id === undefined) throw new Error(`There is nothing to show at ${pattern}`)
  return [pattern.replace(/:\w+/, id)]
}
