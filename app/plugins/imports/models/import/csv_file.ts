import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CsvError, type Options, parse } from 'csv-parse'
import { parse as parseAtOnce } from 'csv-parse/sync'
import { imports } from '#config/imports'
import { columnsNamedBy } from '#plugins/imports/models/import/csv_columns'
import { type Encoding, decodeFile, refused } from '#plugins/imports/models/import/csv_encoding'
import { type Delimiter, type Head, headOf } from '#plugins/imports/models/import/csv_head'
import { csvOfVcards, isVcard } from '#plugins/imports/models/import/vcard'
import { ERROR_COLUMN, withoutFirstCell } from '#plugins/imports/models/import/error_column'

/** One line of a file: where it begins, counted from 1, and all of it as it stands there. */
export type Line = readonly [number: number, raw: string]

/** A line with the cells that it holds, in the order of the columns. */
export interface ReadLine {
  readonly number: number
  readonly raw: string
  readonly cells: readonly string[]
}

/** What is said of how a file is written; what is not said is found out from it. */
export interface Writing {
  readonly encoding?: Encoding | undefined
  readonly delimiter?: Delimiter | undefined
}

/** A file that was read as CSV. */
export interface CsvFile {
  readonly encoding: Encoding
  readonly delimiter: Delimiter
  /** The line that names the columns, and what stands before it, as they stand in the file. */
  readonly header: string
  readonly columns: readonly string[]
  readonly lines: readonly Line[]
}

/** A line can hold all that a record can, and no more. */
const MAX_LINE_LENGTH = 256 * 1024
const PARSED_AT_ONCE = 64 * 1024

/**
 * Reads a file as CSV (RFC 4180) whose first line names its columns.
 * Lines in whose cells nothing stands are passed over; one with too few or too
 * many cells is a line that is wrong, and not a file that is. The errors in the
 * first column of an error file that comes back are no part of its lines.
 *
 * @throws 422 when it is no such file, or has more lines or columns than it may
 */
export async function readCsv(bytes: Buffer, { encoding: said, delimiter }: Writing = {}) {
  const { content, encoding } = textOf(bytes, said)
  const head = headOf(content, delimiter)
  const lines: Line[] = []
  let header: ReadLine | null = null
  let hasErrors = false
  await parseLines(content, head, (line) => {
    if (header === null) {
      hasErrors = columnsNamedBy(line.cells)[0] === ERROR_COLUMN
      header = hasErrors ? withoutErrors(line, head) : line
      columnsNamedBy(header.cells)
      return
    }
    const { number, raw, cells } = hasErrors ? withoutErrors(line, head) : line
    if (cells.every((cell) => cell.trim() === '')) return
    if (lines.length === imports.maxLines) {
      throw refused('lines', `A file has at most ${imports.maxLines} lines`)
    }
    lines.push([number, raw])
  })
  return { encoding, ...wholeFile(head, header, lines) } satisfies CsvFile
}

/** The text of a file in UTF-8; cards are lines of columns from here on. */
function textOf(bytes: Buffer, encoding: Encoding | undefined) {
  if (isVcard(bytes)) return { content: csvOfVcards(bytes), encoding: 'utf-8' as const }
  return decodeFile(bytes, encoding)
}

function wholeFile(head: Head, header: ReadLine | null, lines: readonly Line[]) {
  if (header === null || lines.length === 0) {
    throw refused('empty', 'The file has no lines besides the first one')
  }
  return {
    delimiter: head.delimiter,
    header: `${head.preamble}${header.raw}`,
    columns: columnsNamedBy(header.cells),
    lines,
  }
}

/**
 * The columns of a file, by its first line alone.
 *
 * @throws 422 when it has none
 */
export function columnsIn(bytes: Buffer, { encoding, delimiter }: Writing): readonly string[] {
  const { content } = textOf(bytes, encoding)
  const head = headOf(content, delimiter)
  try {
    const [first = []]: string[][] = parseAtOnce(
      content.subarray(head.size, head.size + MAX_LINE_LENGTH),
      { ...optionsFor(head.delimiter), skip_empty_lines: true, to: 1 }
    )
    const columns = columnsNamedBy(first)
    return columns[0] === ERROR_COLUMN ? columns.slice(1) : columns
  } catch (error) {
    if (error instanceof CsvError) throw refused('csv', reasonOf(error, 1))
    throw error
  }
}

/** The cells of lines of a file that was read. */
export function cellsOf(lines: readonly Line[], delimiter: string): readonly ReadLine[] {
  const records: string[][] = parseAtOnce(
    lines.map(([, raw]) => raw).join(''),
    optionsFor(delimiter)
  )
  return lines.map(([number, raw], at) => ({ number, raw, cells: records[at] ?? [] }))
}

function optionsFor(delimiter: string) {
  return {
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: MAX_LINE_LENGTH,
  } satisfies Options
}

/** Hands over the lines of a file that are more than empty, one after the other. */
async function parseLines(
  content: Buffer,
  { preamble, size, delimiter }: Head,
  take: (line: ReadLine) => void
): Promise<void> {
  let number = 1 + newlinesIn(preamble)
  let from = size
  const parser = parse({
    ...optionsFor(delimiter),
    on_record(cells: string[], { bytes }) {
      const raw = content.subarray(from, size + bytes).toString('utf8')
      from = size + bytes
      if (cells.length > 1 || cells[0] !== '') take({ number, raw, cells })
      number += newlinesIn(raw)
      return null
    },
  })
  parser.resume()
  try {
    await pipeline(Readable.from(slicesOf(content.subarray(size))), parser)
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

/** A line of an error file that comes back: what was wrong with it is no part of it. */
function withoutErrors({ number, raw, cells }: ReadLine, { delimiter }: Head): ReadLine {
  return { number, raw: withoutFirstCell(raw, delimiter), cells: cells.slice(1) }
}

function reasonOf({ code }: CsvError, number: number): string {
  switch (code) {
    case 'CSV_MAX_RECORD_SIZE':
      return `Line ${number} is longer than ${MAX_LINE_LENGTH / 1024} KB`
    case 'CSV_QUOTE_NOT_CLOSED':
      return `A quotation mark that opens in line ${number} is never closed`
    default:
      return `Line ${number} has a quotation mark where none belongs`
  }
}

function newlinesIn(text: string): number {
  return text.includes('\n') || text.includes('\r') ? text.split(/\r\n|\n|\r/).length - 1 : 0
}
