import type { HttpContext } from '@adonisjs/core/http'
import Deal from '#plugins/deals/models/deal'
import { takeInput } from '#core/plugins/rights/command_input'
import { findForChange } from '#core/resources/records/record'
import { answerAction } from '#core/http/answer'
import { winValidator } from '#plugins/deals/validators/deal'

/** A deal that is sold. */
export default class DealWinsController {
  async store(ctx: HttpContext) {
    const deal = await findForChange(ctx, 'close', Deal)
    await takeInput(ctx, 'win')
    const { actual_close_date: closedOn } = await ctx.request.validateUsing(winValidator)
    await deal.win(closedOn)
    return answerAction(ctx, 'Deal marked as won.', deal.id)
  }
}
