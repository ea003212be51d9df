import type { HttpContext } from '@adonisjs/core/http'
import Deal from '#models/deal'
import { authorizeActions, findForChange } from '#models/record'
import { ensureReferable } from '#models/references'
import { answerAction } from '#query/answer'
import { queryFor } from '#query/record_query'
import { readMove } from '#validators/deal'

/** A deal that goes to another stage of its pipeline. */
export default class DealMovesController {
  async store(ctx: HttpContext) {
    const deal = await findForChange(ctx, 'move', Deal)
    const { stage_id: wanted, ...loss } = await readMove(ctx.request.body())
    await ensureReferable(ctx, { stage_id: wanted, ...loss }, deal)
    const place = await deal.destination(wanted)
    await authorizeActions(ctx, { stage_id: place.stageId }, deal)
    await deal.moveTo(place, loss)
    return answerAction(ctx, 'Deal moved to new stage.', queryFor(ctx).written(deal.id))
  }
}
