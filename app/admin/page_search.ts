import { fieldSql } from '#core/resources/query/field_sql'
import type { QueryString } from '#core/resources/query/list_request'
import { visibleFieldsOf } from '#core/resources/query/visible_fields'
import type { Resource } from '#core/resources/define_resource'
import { text } from '#core/resources/fields'

/** The field that holds all that a search looks through. No column, and no filter. */
export const SEARCHED = 'page_search'

/** By the names of the fields that are looked through. */
const known = new WeakMap<Resource, Map<string, Resource>>()

/**
 * The resource, with a search where it has none of its own: through the fields
 * that it names for its page. For resources of which no one has many.
 *
 * @param visible the fields that exist for the caller: no others are looked through
 */
export function withPageSearch(resource: Resource, visible: ReadonlySet<string>): Resource {
  const names = visibleFieldsOf(resource.page?.search ?? [], visible)
  if (names.length === 0 || resource.searchable) return resource
  const extensions = known.get(resource) ?? new Map<string, Resource>()
  known.set(resource, extensions)
  const found = extensions.get(names.join())
  if (found) return found
  const fields = names.flatMap((name) => resource.fields[name] ?? [])
  const searched = text({
    sql: `concat_ws(' ', ${names.map((name) => fieldSql(resource, name)).join(', ')})`,
    relations: [...new Set(fields.flatMap(({ relations }) => relations))],
    sort: false,
  })
  const extended: Resource = {
    ...resource,
    table: resource.table,
    fields: { ...resource.fields, [SEARCHED]: searched },
  }
  extensions.set(names.join(), extended)
  return extended
}

/** The query of a page as the list engine reads it. */
export function engineQuery(query: QueryString, { searchable }: Resource): QueryString {
  const { search, ...others } = query
  const rest = Object.fromEntries(Object.entries(others).filter(([name]) => name !== 'columns'))
  if (search === undefined) return rest
  return searchable ? { ...rest, search } : { ...rest, [SEARCHED]: { contains: search } }
}
