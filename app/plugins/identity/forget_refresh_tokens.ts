import logger from '@adonisjs/core/services/logger'
import { defineJob } from '#core/jobs/define_job'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/**
 * Days for which a token is known that is good no more, so that its use is taken for a theft and ends
 * the session. It is good for seven days at most.
 */
const KEPT_FOR_DAYS = 14

/** Tokens that one transaction takes out. */
const BATCH = 5_000

/** Forgets refresh tokens that were made long ago: each time that a session goes on it leaves one behind. */
export default defineJob<Record<never, never>>({
  name: 'refresh-tokens:forget',
  every: '47 3 * * *',
  unit: 'none',
  timeout: 3_600,

  async handle(_payload, { signal }) {
    let forgotten = 0
    for (;;) {
      signal.throwIfAborted()
      const count = await UnitOfWork.run(asSystem, forgetSome)
      forgotten += count
      if (count < BATCH) break
    }
    if (forgotten > 0) logger.info({ forgotten }, 'old refresh tokens were forgotten')
  },
})

/** Ids are in the order in which tokens were made. */
async function forgetSome(unit: UnitOfWork): Promise<number> {
  const { rowCount } = await unit.query(
    `DELETE FROM refresh_tokens WHERE id = ANY (ARRAY(
       SELECT t.id FROM refresh_tokens t
       WHERE t.created_at < now() - make_interval(days => $1) AND t.expires_at < now()
       ORDER BY t.id LIMIT $2))`,
    [KEPT_FOR_DAYS, BATCH]
  )
  return rowCount ?? 0
}
