import db from '@adonisjs/lucid/services/db'
import { DEAD_LETTERS, producer } from '#core/jobs/boss'
import { jobs } from '#core/jobs/registry'
import { SCHEMA } from '#core/jobs/schema'
import { queryAsLogin } from '#core/database/login_query'
import { asLogin } from '#core/database/connection'

/** A job that failed at its last attempt, as people may see it: without its payload. */
export interface DeadLetter {
  /** The message id, which the log names too. */
  readonly id: string
  readonly job: string
  /** What its job lets people know of the payload; empty when that is nothing. */
  readonly about: string
  readonly organizationId: string | null
  readonly attempts: number
  readonly failedAt: Date
  readonly reason: string
}

/** Redriven at a time. */
const BATCH = 1000

/** The oldest dead letters. */
export async function deadLetters(limit = 100): Promise<DeadLetter[]> {
  const { rows } = await queryAsLogin<Omit<DeadLetter, 'about'> & { readonly data: object }>(
    `SELECT source_root_id AS id, replace(source_name, '/', ':') AS job,
            data->>'organizationId' AS "organizationId", source_retry_count + 1 AS attempts,
            created_on AS "failedAt",
            coalesce(source_output->>'message', source_output->'value'->>'message', '') AS reason,
            data
     FROM ${SCHEMA}.job WHERE name = $1 AND state = 'created' ORDER BY created_on, id LIMIT $2`,
    [DEAD_LETTERS, limit]
  )
  return rows.map(({ data, ...letter }) => ({
    ...letter,
    about: jobs.find(letter.job)?.about(data) ?? '',
  }))
}

/** The dead letter of a message id; null when there is none. */
export async function findDeadLetter(
  messageId: string
): Promise<Pick<DeadLetter, 'job' | 'organizationId'> | null> {
  const { rows } = await queryAsLogin<Pick<DeadLetter, 'job' | 'organizationId'>>(
    `SELECT replace(source_name, '/', ':') AS job, data->>'organizationId' AS "organizationId"
     FROM ${SCHEMA}.job WHERE name = $1 AND source_root_id = $2 AND state = 'created'`,
    [DEAD_LETTERS, messageId]
  )
  return rows[0] ?? null
}

/**
 * Gives a dead letter all its attempts once more, under its message id.
 *
 * @returns whether there was one
 */
export async function retryDeadLetter(messageId: string): Promise<boolean> {
  const { rows } = await asLogin<{ id: string }>(
    db,
    `SELECT id FROM ${SCHEMA}.job WHERE name = $1 AND source_root_id = $2 AND state = 'created'`,
    [DEAD_LETTERS, messageId]
  )
  if (rows.length === 0) return false
  const boss = await producer.get()
  return (await boss.redrive(DEAD_LETTERS, { ids: rows.map(({ id }) => id) })) > 0
}

/** The same for all there are. @returns how many */
export async function retryDeadLetters(): Promise<number> {
  const boss = await producer.get()
  for (let total = 0; ;) {
    const moved = await boss.redrive(DEAD_LETTERS, { limit: BATCH })
    total += moved
    if (moved < BATCH) return total
  }
}
