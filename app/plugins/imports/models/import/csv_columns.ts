import { imports } from '#config/imports'
import { refused } from '#plugins/imports/models/import/csv_encoding'

const MAX_COLUMN_LENGTH = 255

/**
 * The name of a column as it is compared: spaces around it, marks that no one
 * sees and other forms of the same characters make no other column.
 */
export function columnName(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\u200b\ufeff]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/**
 * The names of a file's columns; that of a column without one is empty.
 *
 * @throws 422 when none has a name, or there are too many
 */
export function columnsNamedBy(cells: readonly string[]): readonly string[] {
  const columns = cells.map(columnName)
  if (columns.every((column) => column === '')) {
    throw refused('columns', 'The first line does not name columns')
  }
  if (columns.length > imports.maxColumns) {
    throw refused('columns', `A file has at most ${imports.maxColumns} columns`)
  }
  if (columns.some((column) => column.length > MAX_COLUMN_LENGTH)) {
    throw refused('columns', `A name of a column has at most ${MAX_COLUMN_LENGTH} characters`)
  }
  return columns
}

/** Whether a line has no more and no fewer cells than it may: the last columns without names may be left out. */
export function hasCellsOf(columns: readonly string[], cells: readonly string[]): boolean {
  const named = columns.findLastIndex((column) => column !== '') + 1
  return cells.length >= named && cells.length <= columns.length
}
