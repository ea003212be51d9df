import { hash } from 'node:crypto'
import type { Entry } from '#core/plugins/fields/entries'

/** The longest name that PostgreSQL keeps. */
const MAX_LENGTH = 63

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
  const name = `${id}_${table}_${key}_${purpose}`
  const max = MAX_LENGTH - 'search_'.length
  if (name.length <= max) return name
  const digest = hash('sha1', name).slice(0, 10)
  return `${name.slice(0, max - digest.length - 1)}_${digest}`
}
