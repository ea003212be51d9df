import { setTimeout as sleep } from 'node:timers/promises'
import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import { outageOf } from '#core/http/exceptions/outage'
import { missingPrivileges } from '#core/database/role_privileges'
import { knownMigrations, pendingMigrations } from '#core/database/migrations'
import { isWriteSuspect, noteWriteFailure, noteWriteSuccess } from '#core/health/write_suspicion'

/** Less than the two seconds that are promised to who asks. */
const DEADLINE_MS = 1_500

/** For how long an answer is good for others: anyone who asks, and errors, may come by the thousand. */
const SHARED_MS = 1_000

/** Something without which requests cannot be answered, in one sentence with what to do. */
export interface Shortcoming {
  readonly code:
    | 'stopping'
    | 'no_connection'
    | 'pending_migrations'
    | 'missing_grants'
    | 'read_only'
    | 'storage_full'
  readonly detail: string
  readonly migrations?: readonly string[]
}

const NO_CONNECTION: Shortcoming = {
  code: 'no_connection',
  detail: 'The database does not answer, or has no connection to spare.',
}
const MISSING_GRANTS: Shortcoming = {
  code: 'missing_grants',
  detail: 'The database grants too little. The log and "node ace doctor" say what to run.',
}
const READ_ONLY: Shortcoming = {
  code: 'read_only',
  detail: 'The database accepts reads only, as a standby does.',
}
const STORAGE_FULL: Shortcoming = {
  code: 'storage_full',
  detail: 'The database refuses writes: its disk is full or failing.',
}

interface Examination {
  readonly at: number
  readonly answer: Promise<readonly Shortcoming[]>
}

let latest: Examination | null = null
let isRunning = false

/**
 * What keeps this process from answering requests, as far as its database is
 * concerned: it must be reached through the pool, be migrated, take writes, and
 * have granted the two roles. A few short queries, of which all who ask within a
 * second share the answer; a write is tried only after one has been refused for
 * lack of disk. Empty when all is well. Anyone may know the answer.
 */
export function databaseShortcomings(): Promise<readonly Shortcoming[]> {
  if (latest !== null && (isRunning || performance.now() - latest.at < SHARED_MS)) {
    return latest.answer
  }
  isRunning = true
  const answer = examineInTime().finally(() => (isRunning = false))
  latest = { at: performance.now(), answer }
  return answer
}

async function examineInTime(): Promise<readonly Shortcoming[]> {
  const giveUp = new AbortController()
  const timeout = sleep(DEADLINE_MS, [NO_CONNECTION], { signal: giveUp.signal, ref: false })
  try {
    return await Promise.race([examine(), timeout])
  } finally {
    giveUp.abort()
    timeout.catch(() => null)
  }
}

async function examine(): Promise<readonly Shortcoming[]> {
  try {
    const isReadOnly = await refusesWrites()
    const migrations = await pendingMigrations({ names: await knownMigrations() })
    const grants = await missingPrivileges((text) => db.rawQuery(text))
    return [
      ...(migrations.length > 0 ? [pending(migrations)] : []),
      ...(tellGrants(grants) ? [MISSING_GRANTS] : []),
      ...(isReadOnly ? [READ_ONLY] : (await takesWrites()) ? [] : [STORAGE_FULL]),
    ]
  } catch (error) {
    const outage = outageOf(error)
    if (outage === null) logger.error({ err: error }, 'readiness could not be examined')
    return [NO_CONNECTION]
  }
}

async function refusesWrites(): Promise<boolean> {
  const { rows } = await db.rawQuery<{ rows: { isReadOnly: boolean }[] }>(
    `SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::bool AS "isReadOnly"`
  )
  const [row] = rows
  if (!row) throw new Error('The database answered no row')
  return row.isReadOnly
}

function pending(migrations: readonly string[]): Shortcoming {
  return {
    code: 'pending_migrations',
    detail: 'The database lacks migrations. Run "node ace migration:run".',
    migrations,
  }
}

let told = ''

/** What to run names roles and tables: that is for the log, each time it changes. @returns whether any are missing */
function tellGrants(sentences: readonly string[]): boolean {
  const said = sentences.join(' ')
  if (said !== told && said !== '') logger.error(said)
  told = said
  return said !== ''
}

/** Writes a little, undone at once, where the last write was refused for lack of disk. */
async function takesWrites(): Promise<boolean> {
  if (!isWriteSuspect()) return true
  try {
    await db.transaction(async (transaction) => {
      await transaction.rawQuery(
        `CREATE TEMPORARY TABLE readiness_probe ON COMMIT DROP AS
         SELECT repeat(md5(n::text), 200) FROM generate_series(1, 20) n`
      )
    })
    noteWriteSuccess()
    return true
  } catch (error) {
    if (outageOf(error)?.problem.code !== 'storage_full') return true
    noteWriteFailure()
    return false
  }
}
