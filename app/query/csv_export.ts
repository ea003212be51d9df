import { once } from 'node:events'
import { type Duplex, type Readable, pipeline } from 'node:stream'
import { stringify } from 'csv-stringify'
import { downloads } from '#config/clients'
import { type Holder, Places } from '#support/shares'
import { type Opening, UnitOfWork } from '#tenancy/unit_of_work'

const LONGEST_STATEMENT_SECONDS = 60

/** For files that are on their way to their clients. */
export const exportPlaces = new Places(downloads.shares, {
  own: 'You, or your organization, have as many exports running as may run at once. Try again when one of them has ended.',
  all: 'Too many exports are running. Try again in a moment.',
})

interface Rows {
  readonly text: string
  readonly values: unknown[]
}

/** Whose file it is, and in which unit it is read. */
interface Manner {
  /** How the unit of the stream begins. */
  readonly reader: Opening
  readonly holder: Holder
}

/**
 * Streams the rows of a statement as CSV (RFC 4180, UTF-8). Text that a
 * spreadsheet would run as a formula is preceded by an apostrophe.
 *
 * @throws 429 when the caller or the organization has too many, 503 when too
 * many of others are running
 */
export function streamCsv(
  manner: Manner,
  columns: readonly string[],
  rows: Rows
): Promise<Readable> {
  const csv = stringify({
    header: true,
    columns: [...columns],
    record_delimiter: 'windows',
    escape_formulas: true,
    readableHighWaterMark: downloads.readyBytes,
  })
  return streamRows(manner, rows, csv)
}

/**
 * Streams the rows of a statement as the text that is made of them.
 *
 * The stream has a read-only unit of work of its own, which ends as soon as the
 * last row is made ready, and with the stream when the client goes away. Its
 * place is taken until the stream is closed: whoever takes it sees to that it is.
 *
 * @param text takes the rows, and gives the bytes
 * @throws 429 when the caller or the organization has too many, 503 when too
 * many of others are running
 */
export async function streamRows(
  { reader, holder }: Manner,
  rows: Rows,
  text: Duplex
): Promise<Readable> {
  const leave = exportPlaces.take(holder)
  try {
    return await begin(await open(reader), rows, text, leave)
  } catch (error) {
    leave()
    throw error
  }
}

async function open(reader: Opening): Promise<UnitOfWork> {
  const unit = await UnitOfWork.hold(reader)
  try {
    await unit.allowLongStatements(LONGEST_STATEMENT_SECONDS)
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
  { text, values }: Rows,
  csv: Duplex,
  leave: () => void
): Promise<Readable> {
  csv.once('close', leave)
  const ended = Promise.withResolvers<void>()
  pipeline(unit.stream(text, values), csv, (error) => {
    unit.end().catch(() => null)
    if (error && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') ended.reject(error)
    else ended.resolve()
  })
  ended.promise.catch(() => null)
  await Promise.race([once(csv, 'readable'), ended.promise])
  return csv
}
