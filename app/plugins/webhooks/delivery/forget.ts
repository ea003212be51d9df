import type { WorkContext } from '#core/plugins/api'

/** Days for which it is known what became of an event. */
const KEPT_DAYS = 30

/** Deliveries that one transaction takes out. */
const BATCH = 5_000

/** Forgets old deliveries; what waits, since the webhook does, for as long as it waits. */
export async function forgetDeliveries(
  { query }: Pick<WorkContext, 'query'>,
  { signal }: { readonly signal: AbortSignal }
): Promise<void> {
  for (let gone = BATCH; gone === BATCH;) {
    signal.throwIfAborted()
    const { rowCount } = await query(
      `DELETE FROM webhook_deliveries
       WHERE organization_id = app_organization() AND id = ANY (ARRAY(
         SELECT id FROM webhook_deliveries
         WHERE organization_id = app_organization() AND state <> 'pending'
           AND created_at < now() - make_interval(days => $1)
         ORDER BY created_at LIMIT $2))`,
      [KEPT_DAYS, BATCH]
    )
    gone = rowCount ?? 0
  }
}
