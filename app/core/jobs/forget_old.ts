import type { WorkContext } from '#core/plugins/api'

/** What is deleted, and of what age. */
interface Old {
  readonly table: string
  /** Days for which it is kept from when it was made. */
  readonly days: number
  /** Which of it, as a condition: what still waits is not old. */
  readonly which?: string
}

/** Records that one transaction takes out. */
const BATCH = 5_000

/** Deletes what the active organization has kept for long enough, so much in a transaction that no one waits. */
export async function forgetOld(
  { query }: Pick<WorkContext, 'query'>,
  { signal }: { readonly signal: AbortSignal },
  { table, days, which = 'true' }: Old
): Promise<void> {
  for (let gone = BATCH; gone === BATCH;) {
    signal.throwIfAborted()
    const { rowCount } = await query(
      `DELETE FROM ${table}
       WHERE organization_id = app_organization() AND id = ANY (ARRAY(
         SELECT id FROM ${table}
         WHERE organization_id = app_organization() AND ${which}
           AND created_at < now() - make_interval(days => $1)
         ORDER BY created_at LIMIT $2))`,
      [days, BATCH]
    )
    gone = rowCount ?? 0
  }
}
