import { setTimeout as sleep } from 'node:timers/promises'
import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import { outageOf } from '#exceptions/outage'
import { knownMigrations } from '#support/migrations'
import { isWriteSuspect, noteWriteFailure, noteWriteSuccess } from '#support/write_suspicion'

/** Less than the two seconds that are promised to who asks. */
const DEADLINE_MS = 1_500

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
  readonly roles?: readonly string[]
}

const NO_CONNECTION: Shortcoming = {
  code: 'no_connection',
  detail: 'The database does not answer, or has no connection to spare.',
}
const READ_ONLY: Shortcoming = {
  code: 'read_only',
  detail: 'The database accepts reads only, as a standby does.',
}
const STORAGE_FULL: Shortcoming = {
  code: 'storage_full',
  detail: 'The database refuses writes: its disk is full or failing.',
}

/**
 * What keeps this process from answering requests, as far as its database is
 * concerned: it must be reached through the pool, be migrated, take writes, and
 * have granted the two roles. One query; a write is tried only after one has
 * been refused for lack of disk. Empty when all is well.
 */
export async function databaseShortcomings(): Promise<readonly Shortcoming[]> {
  const giveUp = new AbortController()
  const timeout = sleep(DEADLINE_MS, [NO_CONNECTION], { signal: giveUp.signal, ref: false })
  try {
    return await Promise.race([examine(), timeout])
  } finally {
    giveUp.abort()
    timeout.catch(() => null)
  }
}

interface Row {
  readonly roles: readonly string[]
  readonly isReadOnly: boolean
  readonly isMigrated: boolean
}

async function examine(): Promise<readonly Shortcoming[]> {
  try {
    const { roles, isReadOnly, isMigrated } = await ask()
    const migrations = await pendingOnes(isMigrated)
    return [
      ...(migrations.length > 0 ? [pending(migrations)] : []),
      ...(roles.length > 0 ? [withoutGrants(roles)] : []),
      ...(isReadOnly ? [READ_ONLY] : (await takesWrites()) ? [] : [STORAGE_FULL]),
    ]
  } catch (error) {
    const outage = outageOf(error)
    if (outage === null) logger.error({ err: error }, 'readiness could not be examined')
    return [NO_CONNECTION]
  }
}

/** PostgreSQL 16 and later tell membership and the right to take a role apart. */
async function ask(): Promise<Row> {
  const { rows } = await db.rawQuery<{ rows: Row[] }>(
    `SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::bool AS "isReadOnly",
            to_regclass('adonis_schema') IS NOT NULL AS "isMigrated",
            ARRAY(SELECT name FROM (VALUES ('crm_app'), ('crm_system')) needed (name)
                  LEFT JOIN pg_roles ON rolname = name
                  WHERE rolname IS NULL OR NOT pg_has_role(current_user, pg_roles.oid,
                    CASE WHEN current_setting('server_version_num')::int >= 160000
                         THEN 'SET' ELSE 'MEMBER' END)) AS roles`
  )
  const [row] = rows
  if (!row) throw new Error('The database answered no row')
  return row
}

async function pendingOnes(isMigrated: boolean): Promise<string[]> {
  const known = await knownMigrations()
  if (!isMigrated) return [...known]
  const { rows } = await db.rawQuery<{ rows: { name: string }[] }>('SELECT name FROM adonis_schema')
  const done = new Set(rows.map(({ name }) => name))
  return known.filter((name) => !done.has(name))
}

function pending(migrations: readonly string[]): Shortcoming {
  return {
    code: 'pending_migrations',
    detail: 'The database lacks migrations. Run "node ace migration:run".',
    migrations,
  }
}

function withoutGrants(roles: readonly string[]): Shortcoming {
  return {
    code: 'missing_grants',
    detail: `The login role may not act as ${roles.join(', ')}. Run "GRANT ${roles.join(', ')} TO" the role of DATABASE_URL.`,
    roles,
  }
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
