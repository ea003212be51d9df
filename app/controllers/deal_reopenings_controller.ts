import type { HttpContext } from '@adonisjs/core/http'
import Deal from '#models/deal'
import { findForChange } from '#models/record'
import { ensureReferable } from '#models/references'
import { answerAction } from '#query/answer'
import { queryFor } from '#query/record_query'
import { readReopening } from '#validators/deal'

/** A closed deal that is open again. */
export default class DealReopeningsController {
  async store(ctx: HttpContext) {
    const deal = await findForChange(ctx, 'close', Deal)
    const { stage_id: stageId } = await readReopening(ctx.request.body())
    await ensureReferable(ctx, { stage_id: stageId }, deal)
    await deal.reopen(stageId)
    return answerAction(ctx, 'Deal reopened.', queryFor(ctx).written(deal.id))
  }
}
