import type { HttpContext } from '@adonisjs/core/http'
import Deal from '#models/deal'
import { findForChange } from '#models/record'
import { ensureReferable } from '#models/references'
import { answerAction } from '#query/answer'
import { queryFor } from '#query/record_query'
import { readLoss } from '#validators/deal'

/** A deal that is not sold, and why. */
export default class DealLossesController {
  async store(ctx: HttpContext) {
    const deal = await findForChange(ctx, 'close', Deal)
    const { reason, closedOn } = await readLoss(ctx.request.body())
    await ensureReferable(ctx, { ...reason }, deal)
    await deal.lose(reason, closedOn)
    return answerAction(ctx, 'Deal marked as lost.', queryFor(ctx).written(deal.id))
  }
}
