import { once } from 'node:events'
import { type Readable, pipeline } from 'node:stream'
import { stringify } from 'csv-stringify'
import { Problem } from '#exceptions/problem'
import { type Opening, UnitOfWork } from '#tenancy/unit_of_work'

const MOST_AT_ONCE = 4
const LONGEST_SECONDS = 60

let running = 0

interface Rows {
  readonly text: string
  readonly values: unknown[]
}

/** A column of the rows, by its name, or by another name in the file. */
type Column = string | { readonly key: string; readonly header: string }

/**
 * Streams the rows of a statement as CSV (RFC 4180, UTF-8). Text that a
 * spreadsheet would run as a formula is preceded by an apostrophe.
 *
 * The stream has a read-only unit of work of its own, which ends with it, also
 * when the client goes away. Few run at once, since each holds a connection for
 * as long as its client takes.
 *
 * @param reader how the unit of the stream begins
 * @throws 503 when too many are running
 */
export async function streamCsv(
  reader: Opening,
  columns: readonly Column[],
  rows: Rows,
  delimiter = ','
): Promise<Readable> {
  if (running >= MOST_AT_ONCE) {
    throw new Problem(503, {
      code: 'try_again',
      detail: 'Too many exports are running. Try again in a moment.',
      headers: { 'Retry-After': '5' },
    })
  }
  running += 1
  const unit = await open(reader).catch((error: unknown) => {
    running -= 1
    throw error
  })
  return begin(unit, columns, rows, delimiter)
}

async function open(reader: Opening): Promise<UnitOfWork> {
  const unit = await UnitOfWork.hold(reader)
  try {
    await unit.allowLongStatements(LONGEST_SECONDS)
    return unit
  } catch (error) {
    await unit.end()
    throw error
  }
}

/**
 * Waits for the first bytes, so that a failing statement is an answer and not
 * half a file. From here on the end of the pipeline, and nothing else, ends the
 * unit: ending it twice would end the work of whoever has its connection next.
 */
async function begin(
  unit: UnitOfWork,
  columns: readonly Column[],
  { text, values }: Rows,
  delimiter: string
) {
  const csv = stringify({
    header: true,
    columns: [...columns],
    delimiter,
    record_delimiter: 'windows',
    escape_formulas: true,
  })
  const ended = Promise.withResolvers<void>()
  pipeline(unit.stream(text, values), csv, (error) => {
    running -= 1
    void unit.end()
    if (error && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') ended.reject(error)
    else ended.resolve()
  })
  ended.promise.catch(() => null)
  await Promise.race([once(csv, 'readable'), ended.promise])
  return csv
}
