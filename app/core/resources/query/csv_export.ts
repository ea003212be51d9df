import { once } from 'node:events'
import { type Duplex, type Readable, pipeline } from 'node:stream'
import { stringify } from 'csv-stringify'
import { downloads } from '#config/clients'
import { type Holder, Places } from '#core/http/shares'
import {
  type TransactionOptions,
  type StreamTimeouts,
  UnitOfWork,
} from '#core/database/unit_of_work'
import { shortName } from '#core/resources/query/field_sql'

/** A client may take nothing for as long as all of it may take: how it reads has deadlines of its own. */
const PATIENCE: StreamTimeouts = { statement: 60, idle: downloads.seconds }

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
export interface Manner {
  /** How the unit of the stream begins. */
  readonly reader: TransactionOptions
  readonly holder: Holder
  /** Aborted when the client goes away. */
  readonly gone: AbortSignal
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
    columns: columns.map((header) => ({ key: shortName(header), header })),
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
 * last row is made ready, and with the stream when the client goes away. The
 * unit that asks for it ends here: the first rows may take longer than that may
 * be idle. Its place is taken until the stream is closed and nothing runs for it
 * any more: anyone who takes it sees to that it is.
 *
 * @param text takes the rows, and gives the bytes
 * @throws 429 when the caller or the organization has too many, 503 when too
 * many of others are running
 */
export async function streamRows(
  { reader, holder, gone }: Manner,
  rows: Rows,
  text: Duplex
): Promise<Readable> {
  const leave = exportPlaces.take(holder)
  let unit: UnitOfWork
  try {
    await UnitOfWork.current()?.closeEarly()
    unit = await UnitOfWork.openDetached(reader, PATIENCE)
  } catch (error) {
    leave()
    throw error
  }
  return begin(unit, rows, { csv: text, gone, leave })
}

interface Ways {
  readonly csv: Duplex
  readonly gone: AbortSignal
  readonly leave: () => void
}

/**
 * Waits for the first bytes, so that a failing statement is an answer and not
 * half a file. From here on the end of the pipeline, and nothing else, ends the
 * unit: ending it twice would end the work of the user who has its connection next.
 */
async function begin(unit: UnitOfWork, { text, values }: Rows, { csv, gone, leave }: Ways) {
  const closed = new Promise<void>((resolve) => csv.once('close', resolve))
  void closed.then(() => unit.interrupt())
  const ended = Promise.withResolvers<void>()
  pipeline(unit.stream(text, values), csv, (error) => {
    const over = unit.close().catch(() => null)
    void Promise.all([over, closed]).then(leave)
    if (error && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') ended.reject(error)
    else ended.resolve()
  })
  ended.promise.catch(() => null)
  const leaveIt = () => csv.destroy()
  gone.addEventListener('abort', leaveIt, { once: true })
  if (gone.aborted) leaveIt()
  await Promise.race([once(csv, 'readable'), ended.promise])
  return csv
}
