import { isUtf8 } from 'node:buffer'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CsvError, parse } from 'csv-parse'
import { parse as parseAtOnce } from 'csv-parse/sync'
import { imports } from '#config/imports'
import { invalid } from '#exceptions/problem'

export const DELIMITERS = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof DELIMITERS)[number]

/** What an error file says of each of its lines, in a column that is never imported. */
export const REASON_COLUMN = 'import_error'

/** One line of a file: where it begins, counted from 1, and its cells in the order of the columns. */
export type Line = readonly [number: number, cells: readonly string[]]

/** A file that was read as CSV. */
export interface CsvFile {
  readonly delimiter: Delimiter
  readonly columns: readonly string[]
  readonly lines: readonly Line[]
}

/** A line can hold all that a record can, and no more. */
const LONGEST_LINE = 256 * 1024
const PARSED_AT_ONCE = 64 * 1024
const LONGEST_COLUMN = 255

/**
 * Reads a file of UTF-8 as CSV (RFC 4180) whose first line names its columns.
 * Lines without anything in them are passed over; one with too few or too many
 * cells is a line that is wrong, and not a file that is.
 *
 * @param delimiter absent: the one that stands most often in the first line
 * @throws 422 when it is no such file, or has more lines or columns than it may
 */
export async function readCsv(content: Buffer, delimiter?: Delimiter): Promise<CsvFile> {
  demandText(content)
  const used = delimiter ?? delimiterOf(content)
  const lines: Line[] = []
  let columns: readonly string[] | null = null
  await parseLines(content, used, ([number, cells]) => {
    if (columns === null) columns = columnsOf(cells)
    else if (lines.length < imports.mostLines) lines.push([number, cells])
    else throw refused('lines', `A file has at most ${imports.mostLines} lines`)
  })
  if (columns === null || lines.length === 0) {
    throw refused('empty', 'The file has no lines besides the first one')
  }
  return withoutReasons({ delimiter: used, columns, lines })
}

/**
 * The columns of a file, by its first line alone.
 *
 * @throws 422 when it has none
 */
export function columnsIn(content: Buffer, delimiter?: Delimiter): readonly string[] {
  demandText(content)
  try {
    const [first = []]: string[][] = parseAtOnce(content.subarray(0, LONGEST_LINE), {
      bom: true,
      delimiter: delimiter ?? delimiterOf(content),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      to: 1,
    })
    return columnsOf(first)
  } catch (error) {
    if (error instanceof CsvError) throw refused('csv', reasonOf(error, 1))
    throw error
  }
}

/** Hands over the lines of a file that are more than empty, one after the other. */
async function parseLines(
  content: Buffer,
  delimiter: Delimiter,
  take: (line: Line) => void
): Promise<void> {
  let number = 1
  const parser = parse({
    bom: true,
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: LONGEST_LINE,
    on_record(cells: string[]) {
      if (cells.length > 1 || cells[0] !== '') take([number, cells])
      number += cells.reduce((count, cell) => count + newlinesIn(cell), 1)
      return null
    },
  })
  parser.resume()
  try {
    await pipeline(Readable.from(slicesOf(content)), parser)
  } catch (error) {
    if (error instanceof CsvError) throw refused('csv', reasonOf(error, number))
    throw error
  }
}

function* slicesOf(content: Buffer): Generator<Buffer> {
  for (let from = 0; from < content.length; from += PARSED_AT_ONCE) {
    yield content.subarray(from, from + PARSED_AT_ONCE)
  }
}

function demandText(content: Buffer): void {
  if (content.length === 0) throw refused('empty', 'The file is empty')
  const [first, second] = content
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw refused('encoding', 'The file is UTF-16. Save it as CSV in UTF-8')
  }
  if (content.subarray(0, 4).toString('latin1') === 'PK\x03\x04') {
    throw refused('encoding', 'The file is a workbook. Save it as CSV in UTF-8')
  }
  if (!isUtf8(content)) {
    throw refused('encoding', 'The file is not UTF-8. Save it as CSV in UTF-8')
  }
  const nul = content.indexOf(0)
  if (nul === -1) return
  const line = content.subarray(0, nul).toString('utf8').split('\n').length
  throw refused('text', `Line ${line} contains characters that cannot be kept`)
}

function delimiterOf(content: Buffer): Delimiter {
  const end = content.indexOf('\n')
  const first = content.subarray(0, end === -1 ? LONGEST_LINE : end).toString('utf8')
  const bare = first.replaceAll(/"[^"]*"/g, '')
  const [most = ','] = DELIMITERS.toSorted(
    (one, other) => timesIn(bare, other) - timesIn(bare, one)
  )
  return most
}

function columnsOf(cells: readonly string[]): string[] {
  const columns = cells.map((cell) => cell.trim())
  const named = columns.filter((column) => column !== '')
  if (named.length === 0) throw refused('columns', 'The first line does not name columns')
  if (columns.length > imports.mostColumns) {
    throw refused('columns', `A file has at most ${imports.mostColumns} columns`)
  }
  const twice = named.find((column, at) => named.indexOf(column) !== at)
  if (twice !== undefined) throw refused('columns', `Two columns are named "${twice}"`)
  if (named.some((column) => column.length > LONGEST_COLUMN)) {
    throw refused('columns', `A name of a column has at most ${LONGEST_COLUMN} characters`)
  }
  return columns
}

function reasonOf({ code }: CsvError, number: number): string {
  switch (code) {
    case 'CSV_MAX_RECORD_SIZE':
      return `Line ${number} is longer than ${LONGEST_LINE / 1024} KB`
    case 'CSV_QUOTE_NOT_CLOSED':
      return `A quotation mark that opens in line ${number} is never closed`
    default:
      return `Line ${number} has a quotation mark where none belongs`
  }
}

function refused(rule: string, message: string) {
  return invalid([{ field: 'file', rule, message }])
}

/** An error file that comes back: what was wrong with its lines is no part of them. */
function withoutReasons(file: CsvFile): CsvFile {
  const at = file.columns.indexOf(REASON_COLUMN)
  if (at === -1) return file
  const lines = file.lines.map(([number, cells]): Line => [number, cells.toSpliced(at, 1)])
  return { ...file, columns: file.columns.toSpliced(at, 1), lines }
}

function newlinesIn(text: string): number {
  return text.includes('\n') || text.includes('\r') ? text.split(/\r\n|\n|\r/).length - 1 : 0
}

function timesIn(text: string, part: string): number {
  return text.split(part).length - 1
}
