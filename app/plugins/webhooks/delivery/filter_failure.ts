import { toProblem } from '#core/http/exceptions/to_problem'
import { isCanceled } from '#core/resources/query/too_expensive'
import type { PausingReason } from '#plugins/webhooks/models/webhook/reasons'

/**
 * Thrown where the database refuses to ask the filter of a webhook, which it would every time. The unit
 * is over with it: the webhook pauses in another one.
 */
export class FilterFailure extends Error {
  override name = 'FilterFailure'

  constructor(
    readonly reason: PausingReason,
    cause: unknown
  ) {
    super('The filter of a webhook cannot be asked', { cause })
  }
}

/** The same, or a `FilterFailure` where it is about the filter. */
export function asFilterFailure(error: unknown): unknown {
  if (isCanceled(error)) return new FilterFailure('filter_too_expensive', error)
  const { code } = toProblem(error)
  return code === 'field_not_indexed' ? new FilterFailure('filter_not_indexed', error) : error
}
