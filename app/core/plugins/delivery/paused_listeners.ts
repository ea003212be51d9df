import { UnitOfWork } from '#core/database/unit_of_work'

/** A listener that is told of nothing, since it kept failing. */
export interface PausedListener {
  readonly listener: string
  readonly pausedAt: Date
  /** When it is tried again. */
  readonly retryAt: Date
  /** What it said last. */
  readonly reason: string
  /** How many messages wait for it. */
  readonly waiting: number
}

/** A listener that failed last time, and is still told of everything. */
export interface FailingListener {
  readonly listener: string
  readonly failedAt: Date
  /** What it said last. */
  readonly reason: string
  /** Of how many messages in a row, as far as they are counted. */
  readonly failures: number
}

/** The listeners of a plugin that failed last time in the organization of the unit, and are not paused. */
export async function failingListeners(plugin: string): Promise<FailingListener[]> {
  const { rows } = await UnitOfWork.get().query<FailingListener & Record<string, unknown>>(
    `SELECT listener, updated_at AS "failedAt", reason, cardinality(failed) AS failures
     FROM listener_breakers
     WHERE organization_id = app_organization() AND plugin = $1 AND retry_at IS NULL
     ORDER BY listener`,
    [plugin]
  )
  return rows
}

/** The listeners of a plugin that are paused in the organization of the unit. */
export async function pausedListeners(plugin: string): Promise<PausedListener[]> {
  const { rows } = await UnitOfWork.get().query<PausedListener & Record<string, unknown>>(
    `SELECT listener, paused_at AS "pausedAt", retry_at AS "retryAt", reason,
            (SELECT count(*)::int FROM held_messages h
             WHERE h.organization_id = app_organization() AND h.plugin = b.plugin
               AND h.listener = b.listener) AS waiting
     FROM listener_breakers b
     WHERE organization_id = app_organization() AND plugin = $1 AND retry_at IS NOT NULL
     ORDER BY listener`,
    [plugin]
  )
  return rows
}
