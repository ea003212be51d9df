import type { Cursor } from '#core/resources/query/cursor'
import { RELEVANCE, orderedSql, sortKeyOf, sqlType } from '#core/resources/query/field_sql'
import type { Sorting } from '#core/resources/query/list_request'
import type { Resource } from '#core/resources/define_resource'

type Bind = (value: unknown) => string

/** ORDER BY, with absent values last in either direction. */
export function orderSql(resource: Resource, sorting: readonly Sorting[]): string {
  if (isOfSearch(sorting)) return SEARCHED
  return sorting
    .map(({ name, descending }) => {
      const nulls = isNullable(resource, name) ? ' NULLS LAST' : ''
      return `${orderedSql(resource, name)} ${descending ? 'DESC' : 'ASC'}${nulls}`
    })
    .join(', ')
}

/** The order in which a search answers, which needs not be made again. */
export const SEARCHED = 'found.rank, found.created_at DESC, found.id DESC'

function isOfSearch(sorting: readonly Sorting[]): boolean {
  const [first, ...others] = sorting
  return (
    first?.name === RELEVANCE &&
    others.every(({ descending }) => descending) &&
    others.map(({ name }) => name).join() === 'created_at,id'
  )
}

/**
 * The condition that selects what comes after a place of the ordering. Keys in
 * one direction and never null compare as a row, which is one step of an index;
 * the others are spelled out.
 */
export function keysetSql(
  resource: Resource,
  sorting: readonly Sorting[],
  keys: Cursor,
  bind: Bind
): string {
  const placed = sorting.map((sort, index) => ({ ...sort, key: keys[index] ?? null }))
  const [first] = placed
  const uniform = placed.every(
    ({ name, descending, key }) =>
      key !== null && !isNullable(resource, name) && descending === first?.descending
  )
  if (uniform) {
    const columns = placed.map(({ name }) => orderedSql(resource, name)).join(', ')
    const values = placed.map(({ name, key }) => keySql(resource, name, key, bind)).join(', ')
    return `(${columns}) ${first?.descending ? '<' : '>'} (${values})`
  }
  return spelledOut(resource, placed, bind)
}

interface Placed extends Sorting {
  readonly key: string | null
}

function spelledOut(resource: Resource, [first, ...rest]: readonly Placed[], bind: Bind): string {
  if (!first) return 'false'
  const sql = orderedSql(resource, first.name)
  const then = spelledOut(resource, rest, bind)
  if (first.key === null) return `(${sql} IS NULL AND ${then})`
  const key = keySql(resource, first.name, first.key, bind)
  const beyond = `${sql} ${first.descending ? '<' : '>'} ${key}`
  const absent = isNullable(resource, first.name) ? ` OR ${sql} IS NULL` : ''
  return `(${beyond}${absent} OR (${sql} = ${key} AND ${then}))`
}

/**
 * A key as a value that the planner does not look at: knowing it, it would plan
 * each page anew, since it takes a page near the end for a cheap one.
 */
function keySql(resource: Resource, name: string, key: string | null, bind: Bind): string {
  return `(SELECT ${bind(key)}::${sqlType(sortKeyOf(resource, name).type)})`
}

function isNullable(resource: Resource, name: string): boolean {
  return sortKeyOf(resource, name).nullable
}
