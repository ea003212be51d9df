import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '@adonisjs/lucid/database'
import { BaseSchema } from '@adonisjs/lucid/schema'
import type { DialectContract, QueryClientContract } from '@adonisjs/lucid/types/database'
import type { PoolClient } from 'pg'
import { MigrationLock } from '#core/database/migration_lock'
import {
  MAINTENANCE_OF_TRANSACTION,
  beginMaintenance,
  runMaintenance,
  setAnswerTimeout,
} from '#core/database/connection_health'

/** Milliseconds for which a migration comes back for a lock that others hold. */
const PATIENCE = 5 * 60_000
/** Milliseconds in which the others get on with their work. */
const PAUSE = 500
const LOCK_NOT_AVAILABLE = '55P03'

let isPatient = false
let letGo: (() => Promise<void>) | null = null

/**
 * Teaches Lucid's migrations patience, anyone who runs them: its commands, "npm
 * start", or the tests. They wait for another process that migrates, take the
 * time that they need, and give way to traffic while they cannot have a lock.
 */
export function makeMigrationsPatient(db: Database): void {
  if (isPatient) return
  isPatient = true
  const dialect: DialectContract = Object.getPrototypeOf(db.connection().dialect)
  dialect.getAdvisoryLock = async (key) => {
    const lock = await MigrationLock.take(Number(key))
    const endMaintenance = beginMaintenance()
    letGo = async () => {
      endMaintenance()
      await lock.release()
    }
    return true
  }
  dialect.releaseAdvisoryLock = async () => {
    const mine = letGo
    letGo = null
    await mine?.()
    return true
  }
  for (const way of ['execUp', 'execDown'] as const) {
    const once = BaseSchema.prototype[way]
    BaseSchema.prototype[way] = function () {
      return runMaintenance(() => untilLocked(this, (schema) => once.call(schema)))
    }
  }
}

/**
 * Runs a migration again when it could not have a lock in time. What it held by
 * then is given back meanwhile, since others queue behind it.
 */
async function untilLocked<T>(
  schema: BaseSchema,
  run: (schema: BaseSchema) => Promise<T>
): Promise<T> {
  const { db, dryRun } = schema
  if (dryRun || !db.isTransaction) return run(schema)
  await allowLongMigration(db)
  const deadline = Date.now() + PATIENCE
  for (let attempt = schema; ; attempt = copyOf(schema)) {
    await db.rawQuery('SAVEPOINT migration')
    try {
      const result = await run(attempt)
      await db.rawQuery('RELEASE SAVEPOINT migration')
      return result
    } catch (error) {
      if (!isLockTimeout(error) || Date.now() > deadline) throw error
      await db.rawQuery('ROLLBACK TO SAVEPOINT migration')
      await sleep(PAUSE)
    }
  }
}

/** Its connection may have been handed out before maintenance began: with "--disable-locks", always. */
async function allowLongMigration(db: QueryClientContract): Promise<void> {
  const connection: PoolClient = await db.getWriteClient().client.acquireConnection()
  await db.rawQuery(MAINTENANCE_OF_TRANSACTION)
  setAnswerTimeout(connection, 0)
}

/** A migration can be run once only. */
function copyOf(schema: BaseSchema): BaseSchema {
  const copy: BaseSchema = Reflect.construct(schema.constructor, [schema.db, schema.file, false])
  return copy
}

function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE
}
