import type { Condition, FindRecords, Plugin } from '#core/plugins/api'
import { withErrorBoundarySync } from '#core/plugins/error_boundary'
import { markSql } from '#core/database/foreign_sql'
import { type Entry, entriesFor, pathOf } from '#core/plugins/fields/entries'
import { searchFunctionOf } from '#core/plugins/fields/names'
import { shownFields } from '#core/plugins/fields/shown'
import { withExtensions } from '#core/plugins/fields/written'
import type { Finder, Resource, RowFilter } from '#core/resources/define_resource'

/**
 * A resource with what plugins add to it: their fields, which are kept in its
 * column `extensions` or computed, and can be shown, written, searched, filtered,
 * sorted by and exported like its own, and their conditions, which every read obeys.
 * The very same resource when they add nothing.
 *
 * @param own conditions besides: its own, and those that refuse what a plugin decides about that does not run
 */
export function extendResource(
  resource: Resource,
  plugins: readonly Plugin[],
  settingsOf: (id: string) => unknown,
  own: readonly RowFilter[] = []
): Resource {
  const entries = resource.extensible ? entriesFor(resource, plugins) : []
  const rowFilters = [...rowFiltersFor(resource, plugins, settingsOf), ...own]
  const finders = findersFor(resource, plugins, settingsOf)
  if (entries.length + rowFilters.length + finders.length === 0) return resource
  const { writes } = resource
  const { fields, relations, columns } = shownFields(resource, entries)
  return {
    ...resource,
    ...(entries.length > 0 && {
      fields: { ...resource.fields, ...fields },
      relations: { ...resource.relations, ...relations },
      export: [...resource.export, ...columns],
      ...searchOf(resource, entries),
      ...authorizationOf(resource, entries),
      ...(writes && { writes: async () => withExtensions(await writes(), entries) }),
    }),
    table: resource.table,
    detail: [...resource.detail],
    rowFilters,
    ...(finders.length > 0 && { finders }),
  }
}

/** How the search of a resource finds records by fields of plugins: by an index each, or as it finds them itself. */
function searchOf({ searchable, table, page }: Resource, entries: readonly Entry[]) {
  const searched = entries.filter(({ field }) => field.isSearched)
  if (searched.length === 0) return {}
  if (!searchable) {
    return { page: { ...page, search: [...(page?.search ?? []), ...searched.map(pathOf)] } }
  }
  return {
    searches: searched.map((entry) => ({
      field: pathOf(entry),
      function: searchFunctionOf(entry, table),
    })),
  }
}

/** Asked where something is written into a field that takes a permission, or refers to a record. */
function authorizationOf(
  resource: Resource,
  entries: readonly Entry[]
): Pick<Resource, 'authorizeExtensions'> {
  const guarded = entries.filter(
    ({ field }) => field.writePermission !== null || field.refersTo !== null
  )
  if (guarded.length === 0) return {}
  return {
    async authorizeExtensions(identity, extensions, record) {
      const { authorizeExtensions } = await import('#core/plugins/fields/authorization')
      await authorizeExtensions(resource, guarded, identity, extensions, record)
    },
  }
}

function rowFiltersFor(
  { name }: Resource,
  plugins: readonly Plugin[],
  settingsOf: (id: string) => unknown
): RowFilter[] {
  return plugins.flatMap((plugin) => {
    const conditions: Readonly<Record<string, Condition | undefined>> = plugin.scopes ?? {}
    const condition = conditions[name]
    if (!condition) return []
    const settings = settingsOf(plugin.id)
    const rowFilter: RowFilter = (caller, bind) => {
      const ask = () => condition(bind, { caller, settings })
      const sql = withErrorBoundarySync(plugin, `scope ${name}`, ask)
      return sql === null ? null : markSql(plugin.id, sql)
    }
    return [rowFilter]
  })
}

function findersFor(
  { name }: Resource,
  plugins: readonly Plugin[],
  settingsOf: (id: string) => unknown
): Finder[] {
  return plugins.flatMap((plugin) => {
    const searches: Readonly<Record<string, FindRecords | undefined>> = plugin.searches ?? {}
    const find = searches[name]
    if (!find) return []
    const settings = settingsOf(plugin.id)
    const finder: Finder = (words, bind) => {
      const ask = () => find(bind, { words, settings })
      const sql = withErrorBoundarySync(plugin, `search ${name}`, ask)
      return sql === null ? null : markSql(plugin.id, sql)
    }
    return [finder]
  })
}
