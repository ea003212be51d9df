import type { Entry } from '#core/plugins/fields/entries'
import { MAX_NAME, shortName } from '#core/resources/query/field_sql'

/** The index that lets a value be there once in an organization. It begins with the plugin's id. */
export function uniqueIndexOf(entry: Entry, table: string): string {
  return named(entry, table, 'unique')
}

/** The index by which records are found by a part of a value. */
export function searchIndexOf(entry: Entry, table: string): string {
  return named(entry, table, 'search')
}

/** The function that finds the ids of records by a part of a value: it takes what is searched for. */
export function searchFunctionOf(entry: Entry, table: string): string {
  return `search_${named(entry, table, 'found')}`
}

function named({ plugin, key }: Entry, table: string, purpose: string): string {
  const id = plugin.replaceAll('-', '_')
  return shortName(`${id}_${table}_${key}_${purpose}`, MAX_NAME - 'search_'.length)
}
