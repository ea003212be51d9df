import { once } from 'node:events'
import { type Duplex, type Readable, pipeline } from 'node:stream'
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

/**
 * Streams the rows of a statement as CSV (RFC 4180, UTF-8). Text that a
 * spreadsheet would run as a formula is preceded by an apostrophe.
 *
 * @param reader how the unit of the stream begins
 * @throws 503 when too many are running
 */
export function streamCsv(
  reader: Opening,
  columns: readonly string[],
  rows: Rows
): Promise<Readable> {
  const csv = stringify({
    header: true,
    columns: [...columns],
    record_delimiter: 'windows',
    escape_formulas: true,
  })
  return streamRows(reader, rows, csv)
}

/**
 * Streams the rows of a statement as the text that is made of them.
 *
 * The stream has a read-only unit of work of its own, which ends with it, also
 * when the client goes away. Few run at once, since each holds a connection for
 * as long as its client takes.
 *
 * @param reader how the unit of the stream begins
 * @param text takes the rows, and gives the bytes
 * @throws 503 when too many are running
 */
export async function streamRows(reader: Opening, rows: Rows, text: Duplex): Promise<Readable> {
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
  return begin(unit, rows, text)
}

async function open(reader: Opening): Promise<UnitOfWork> {
  const unit = await UnitOfWork.hold(reader)
  try {
    await unit.query(`SET LOCAL statement_timeout = '${LONGEST_SECONDS}s'`)
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
async function begin(unit: UnitOfWork, { text, values }: Rows, csv: Duplex): Promise<Readable> {
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
