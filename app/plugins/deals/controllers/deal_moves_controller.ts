import type { HttpContext } from '@adonisjs/core/http'
import Deal from '#plugins/deals/models/deal'
import { takeInput } from '#core/plugins/rights/command_input'
import { authorizeActions, findForChange } from '#core/resources/records/record'
import { ensureReferable } from '#core/resources/records/references'
import { answerAction } from '#core/http/answer'
import { moveValidator } from '#plugins/deals/validators/deal'

/** A deal that goes to another stage of its pipeline. */
export default class DealMovesController {
  async store(ctx: HttpContext) {
    const deal = await findForChange(ctx, 'move', Deal)
    await takeInput(ctx, 'move')
    const { stage_id: wanted, ...loss } = await ctx.request.validateUsing(moveValidator)
    await ensureReferable(ctx, { stage_id: wanted, ...loss }, deal)
    const place = await deal.destination(wanted)
    await authorizeActions(ctx, { stage_id: place.stageId }, deal)
    await deal.moveTo(place, loss)
    return answerAction(ctx, 'Deal moved to new stage.', deal.id)
  }
}
