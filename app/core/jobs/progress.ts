import db from '@adonisjs/lucid/services/db'
import type { JobContext } from '#core/jobs/define_job'
import type { AnyJob } from '#core/jobs/registry'
import { SCHEMA } from '#core/jobs/schema'
import { asLogin } from '#core/database/connection'
import { queryAsLogin } from '#core/database/login_query'

/** How far an attempt says that it is. */
export interface Progress {
  readonly done: number
  /** Null when that is not known. */
  readonly total: number | null
  /** What it is at, in a few words; empty when it does not say. */
  readonly note: string
}

/** A job that is worked at this moment. */
export interface RunningJob {
  readonly id: string
  readonly job: string
  readonly organizationId: string | null
  readonly attempt: number
  readonly since: Date
  /** Null when it says nothing. */
  readonly progress: Progress | null
}

/** Milliseconds between two that are written. */
const EVERY = 1_000
const MAX_NOTE_LENGTH = 200

/**
 * Writes down how far an attempt is, on its row of pg-boss, which puts its result there when the
 * attempt ends. On a connection of its own: inside of a transaction no one would see it.
 *
 * @param id of the row, which is not the message id of one that was sent again
 */
export function progressOf({ queue }: AnyJob, id: string): JobContext['progress'] {
  let written = -Infinity
  return async (done, total, note = '') => {
    const now = performance.now()
    if (now - written < EVERY && done !== total) return
    written = now
    const progress = { done, total: total ?? null, note: note.slice(0, MAX_NOTE_LENGTH) }
    await asLogin(
      db,
      `UPDATE ${SCHEMA}.job SET output = jsonb_build_object('progress', $3::jsonb)
       WHERE name = $1 AND id = $2 AND state = 'active'`,
      [queue, id, JSON.stringify(progress)]
    )
  }
}

/** What is worked at this moment, the longest first. */
export async function runningJobs(limit = 50): Promise<RunningJob[]> {
  const { rows } = await queryAsLogin<RunningJob>(
    `SELECT id, replace(name, '/', ':') AS job, data->>'organizationId' AS "organizationId",
            retry_count + 1 AS attempt, started_on AS since, output->'progress' AS progress
     FROM ${SCHEMA}.job WHERE state = 'active' AND name NOT LIKE '\\_\\_pgboss%'
     ORDER BY started_on, id LIMIT $1`,
    [limit]
  )
  return rows
}
