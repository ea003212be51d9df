import type { HttpContext } from '@adonisjs/core/http'
import Deal from '#plugins/deals/models/deal'
import { takeInput } from '#core/plugins/rights/command_input'
import { findForChange } from '#core/resources/records/record'
import { ensureReferable } from '#core/resources/records/references'
import { answerAction } from '#core/http/answer'
import { reopeningValidator } from '#plugins/deals/validators/deal'

/** A closed deal that is open again. */
export default class DealReopeningsController {
  async store(ctx: HttpContext) {
    const deal = await findForChange(ctx, 'close', Deal)
    await takeInput(ctx, 'reopen')
    const { stage_id: stageId } = await ctx.request.validateUsing(reopeningValidator)
    await ensureReferable(ctx, { stage_id: stageId }, deal)
    await deal.reopen(stageId)
    return answerAction(ctx, 'Deal reopened.', deal.id)
  }
}
