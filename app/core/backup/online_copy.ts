import { randomBytes } from 'node:crypto'
import type pg from 'pg'

/** What belongs to a copy of a server's data besides the files that were copied meanwhile. */
export interface CopyEnd {
  /** Content of the file `backup_label`, without which the copy must not be started. */
  readonly label: string
  /** The files of the write-ahead log that make the copy consistent, oldest first. */
  readonly segments: readonly string[]
}

interface Stopped {
  readonly label: string
  readonly last: string
  readonly segment_bytes: string
}

/**
 * Copies the data of a running server while others write: PostgreSQL's low-level way to a base
 * backup. What changes during the copy is mended from the write-ahead log when the copy is started
 * for the first time; a replication slot keeps that log until it is copied, too.
 *
 * @param client of a superuser; the backup ends with its session
 * @param copyData copies all files but the write-ahead log
 * @param copyLog copies the write-ahead log and the label
 * @see https://www.postgresql.org/docs/18/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP
 */
export async function copyOnline(
  client: pg.Client,
  copyData: () => Promise<void>,
  copyLog: (end: CopyEnd) => Promise<void>
): Promise<void> {
  const name = `headless_crm_backup_${randomBytes(4).toString('hex')}`
  await client.query('SELECT pg_create_physical_replication_slot($1, true, true)', [name])
  await client.query('SELECT pg_backup_start($1, true)', [name])
  await copyData()
  const { rows } = await client.query<Stopped>(
    `SELECT labelfile AS label, pg_walfile_name(lsn) AS last,
            pg_size_bytes(current_setting('wal_segment_size'))::text AS segment_bytes
     FROM pg_backup_stop(false)`
  )
  const [stopped] = rows
  if (!stopped) throw new Error('PostgreSQL did not say where the backup ends')
  await copyLog({ label: stopped.label, segments: segmentsOf(stopped) })
}

/** @throws when the label does not say where the backup began */
function segmentsOf({ label, last, segment_bytes: bytes }: Stopped): string[] {
  const first = /^START WAL LOCATION: .*\(file ([0-9A-F]{24})\)$/m.exec(label)?.[1]
  if (!first) throw new Error(`PostgreSQL did not say where the backup begins:\n${label}`)

  const perLog = 0x1_0000_0000n / BigInt(bytes)
  const names: string[] = []
  for (let number = numberOf(first, perLog); number <= numberOf(last, perLog); number++) {
    names.push(`${last.slice(0, 8)}${hex(number / perLog)}${hex(number % perLog)}`)
  }
  return names
}

/** `00000001` `0000000A` `00000003`: the timeline, and the number of the segment in two parts. */
function numberOf(segment: string, perLog: bigint): bigint {
  return BigInt(`0x${segment.slice(8, 16)}`) * perLog + BigInt(`0x${segment.slice(16)}`)
}

function hex(number: bigint): string {
  return number.toString(16).toUpperCase().padStart(8, '0')
}
