import { stringify } from 'csv-stringify/sync'

/**
 * What an error file says of each of its lines, in its first column: there it
 * stands at the same place in a line with too few or too many cells.
 */
export const ERROR_COLUMN = 'import_error'

const QUOTED_CELL = /^"[^"]*(?:""[^"]*)*"/

/** A line of a file with a cell before the others: why it was refused. No spreadsheet runs it. */
export function withErrors(raw: string, errors: string, delimiter: string): string {
  const cell = stringify([[errors.replaceAll(/\s+/g, ' ')]], {
    quoted: true,
    escape_formulas: true,
    eof: false,
  })
  return `${cell}${delimiter}${raw}`
}

/** A line of a file without its first cell; the others stay byte for byte. */
export function withoutFirstCell(raw: string, delimiter: string): string {
  const end = QUOTED_CELL.exec(raw)?.[0].length ?? endOfBareCell(raw, delimiter)
  return raw.slice(raw[end] === delimiter ? end + 1 : end)
}

function endOfBareCell(raw: string, delimiter: string): number {
  const ends = [delimiter, '\r', '\n'].map((mark) => raw.indexOf(mark))
  return Math.min(raw.length, ...ends.filter((end) => end !== -1))
}
