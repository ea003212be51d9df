import { fieldSql } from '#core/resources/query/field_sql'
import type { QueryString } from '#core/resources/query/list_request'
import type { Resource } from '#core/resources/define_resource'
import { text } from '#core/resources/fields'

/** The field that holds all that a search looks through. No column, and no filter. */
export const SEARCHED = 'page_search'

const known = new WeakMap<Resource, Resource>()

/**
 * The resource, with a search where it has none of its own: through the fields
 * that it names for its page. For resources of which no one has many.
 */
export function withPageSearch(resource: Resource): Resource {
  const names = resource.page?.search
  if (!names || resource.searchable) return resource
  const found = known.get(resource)
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
  known.set(resource, extended)
  return extended
}

/** The query of a page as the list engine reads it. */
export function engineQuery(query: QueryString, { searchable }: Resource): QueryString {
  const { search, ...others } = query
  const rest = Object.fromEntries(Object.entries(others).filter(([name]) => name !== 'columns'))
  if (search === undefined) return rest
  return searchable ? { ...rest, search } : { ...rest, [SEARCHED]: { contains: search } }
}
