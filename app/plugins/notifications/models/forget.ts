import type { WorkContext } from '#core/plugins/api'

/** Days for which users are shown what they were notified of. */
export const KEPT_DAYS = 90

/** Notifications that one transaction takes out. */
const BATCH = 5_000

/** Forgets old notifications, read or not. */
export async function forgetNotifications(
  { query }: Pick<WorkContext, 'query'>,
  { signal }: { readonly signal: AbortSignal }
): Promise<void> {
  for (let gone = BATCH; gone === BATCH;) {
    signal.throwIfAborted()
    const { rowCount } = await query(
      `DELETE FROM notifications
       WHERE organization_id = app_organization() AND id = ANY (ARRAY(
         SELECT id FROM notifications
         WHERE organization_id = app_organization()
           AND created_at < now() - make_interval(days => $1)
         ORDER BY created_at LIMIT $2))`,
      [KEPT_DAYS, BATCH]
    )
    gone = rowCount ?? 0
  }
}
