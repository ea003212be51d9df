import type { HttpContext } from '@adonisjs/core/http'
import Deal from '#plugins/deals/models/deal'
import { takeInput } from '#core/plugins/rights/command_input'
import { findForChange } from '#core/resources/records/record'
import { ensureReferable } from '#core/resources/records/references'
import { answerAction } from '#core/http/answer'
import { lossValidator } from '#plugins/deals/validators/deal'

/** A deal that is not sold, and why. */
export default class DealLossesController {
  async store(ctx: HttpContext) {
    const deal = await findForChange(ctx, 'close', Deal)
    await takeInput(ctx, 'lose')
    const { reason, closedOn } = await ctx.request.validateUsing(lossValidator)
    await ensureReferable(ctx, { ...reason }, deal)
    await deal.lose(reason, closedOn)
    return answerAction(ctx, 'Deal marked as lost.', deal.id)
  }
}
