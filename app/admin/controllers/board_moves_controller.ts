import type { HttpContext } from '@adonisjs/core/http'
import { ensureFormVersion } from '#admin/form_version'
import { leave } from '#admin/leave'
import { referrer } from '#admin/referrer'
import { organizationPath } from '#admin/path'
import Deal from '#plugins/deals/models/deal'
import { authorizeActions, findForChange } from '#core/resources/records/record'
import { ensureReferable } from '#core/resources/records/references'
import { boardMoveValidator } from '#admin/validators/admin'

/** A deal that goes to another stage, from its card on the board. */
export default class BoardMovesController {
  async store(ctx: HttpContext) {
    const { stage_id: wanted, ...loss } = await ctx.request.validateUsing(boardMoveValidator)
    const deal = await findForChange(ctx, 'move', Deal)
    ensureFormVersion(ctx, deal)
    await ensureReferable(ctx, { stage_id: wanted, ...loss }, deal)
    const place = await deal.destination(wanted)
    await authorizeActions(ctx, { stage_id: place.stageId }, deal)
    await deal.moveTo(place, loss)
    leave(ctx, referrer(ctx) ?? organizationPath(ctx.params.slug, 'board'), `${deal.title} moved.`)
  }
}
