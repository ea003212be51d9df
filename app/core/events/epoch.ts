import db from '@adonisjs/lucid/services/db'
import { asLogin } from '#core/database/connection'

/** A server of PostgreSQL, and the history that its data has had since it was restored. */
const CLUSTER = `(SELECT system_identifier FROM pg_control_system()) || '/' ||
  (SELECT timeline_id FROM pg_control_checkpoint())`

/**
 * Begins an epoch where the database has come to another server, or has been restored: the numbers
 * of transactions may begin below those that its events have (ADR 0440). Cheap where it has not.
 *
 * @param isRestored whether it is known to have been restored, also on the same server
 * @returns the epoch; null where the database is not migrated yet
 */
export async function keepEpoch(isRestored = false): Promise<number | null> {
  try {
    const { rows } = await asLogin<{ epoch: number }>(
      db,
      `SELECT begin_event_epoch(${CLUSTER}, $1) AS epoch`,
      [isRestored]
    )
    return rows[0]?.epoch ?? null
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === UNDEFINED_FUNCTION) return null
    throw error
  }
}

const UNDEFINED_FUNCTION = '42883'
