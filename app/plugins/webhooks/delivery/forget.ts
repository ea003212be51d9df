import type { WorkContext } from '#core/plugins/api'
import { forgetOld } from '#core/jobs/forget_old'

/** Days for which it is known what became of an event. */
const KEPT_DAYS = 30

/** Forgets old deliveries; what waits, since the webhook does, for as long as it waits. */
export async function forgetDeliveries(
  context: Pick<WorkContext, 'query'>,
  run: { readonly signal: AbortSignal }
): Promise<void> {
  const which = `state <> 'pending'`
  await forgetOld(context, run, { table: 'webhook_deliveries', days: KEPT_DAYS, which })
}
