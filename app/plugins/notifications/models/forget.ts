import type { WorkContext } from '#core/plugins/api'
import { forgetOld } from '#core/jobs/forget_old'

/** Days for which users are shown what they were notified of. */
const KEPT_DAYS = 90

/** Forgets old notifications, read or not. */
export async function forgetNotifications(
  context: Pick<WorkContext, 'query'>,
  run: { readonly signal: AbortSignal }
): Promise<void> {
  await forgetOld(context, run, { table: 'notifications', days: KEPT_DAYS })
}
