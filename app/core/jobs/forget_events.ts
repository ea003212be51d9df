import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import { audit } from '#config/audit'
import { defineJob } from '#core/jobs/define_job'
import { asLogin } from '#core/database/connection'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/** Events that one transaction takes out: soon done, and no one waits for it. */
const BATCH = 5_000

const A_DAY_IN_MS = 86_400_000

/**
 * Takes what is older than it has to be kept out of the audit log of every
 * organization, which says so of itself, and out of the events of accounts. As
 * the login role: neither requests nor the system may (ADR 0141).
 */
export default defineJob<Record<never, never>>({
  name: 'audit:forget',
  every: '41 3 * * *',
  unit: 'none',
  timeout: 3_600,

  async handle(_payload, { signal }) {
    if (audit.keepDays === null) return
    const before = new Date(Date.now() - audit.keepDays * A_DAY_IN_MS)
    let forgotten = 0
    for (const id of await organizationIds()) {
      forgotten += await inBatches(signal, 'SELECT forget_events($2, $3, $1) AS count', [
        id,
        before,
      ])
    }
    forgotten += await inBatches(
      signal,
      `WITH gone AS (
         DELETE FROM account_events WHERE id = ANY (ARRAY(
           SELECT e.id FROM account_events e WHERE e.created_at < $2 ORDER BY e.created_at LIMIT $1))
         RETURNING 1)
       SELECT count(*)::int AS count FROM gone`,
      [before]
    )
    if (forgotten > 0) logger.info({ before, forgotten }, 'old events were forgotten')
  },
})

/** @param sql takes its most as `$1`, and answers how many there were. @returns all of them */
async function inBatches(signal: AbortSignal, sql: string, values: unknown[]): Promise<number> {
  let sum = 0
  for (;;) {
    signal.throwIfAborted()
    const { rows } = await asLogin<{ count: number }>(db, sql, [BATCH, ...values])
    const count = rows[0]?.count ?? 0
    sum += count
    if (count < BATCH) return sum
  }
}

/** Also of those that are suspended: time passes for them, too. */
async function organizationIds(): Promise<string[]> {
  const { rows } = await UnitOfWork.run(
    asSystem,
    (unit) => unit.query<{ id: string }>('SELECT id FROM organizations ORDER BY id'),
    { readOnly: true }
  )
  return rows.map(({ id }) => id)
}
