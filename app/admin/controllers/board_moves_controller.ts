import type { HttpContext } from '@adonisjs/core/http'
import { referrer } from '#admin/referrer'
import { organizationPath } from '#admin/path'
import Deal from '#plugins/deals/models/deal'
import { authorizeActions, findForChange } from '#core/resources/records/record'
import { ensureReferable } from '#core/resources/records/references'
import { staleVersion } from '#core/http/answer'
import { readBoardMove } from '#admin/validators/admin'

/** A deal that goes to another stage, from its card on the board. */
export default class BoardMovesController {
  async store(ctx: HttpContext) {
    const { stage_id: wanted, version, ...loss } = await readBoardMove(ctx.request.body())
    const deal = await findForChange(ctx, 'move', Deal)
    if (version !== String(deal.version)) throw staleVersion(deal.version)
    await ensureReferable(ctx, { stage_id: wanted, ...loss }, deal)
    const place = await deal.destination(wanted)
    await authorizeActions(ctx, { stage_id: place.stageId }, deal)
    await deal.moveTo(place, loss)
    ctx.session.flash('notice', `${deal.title} moved.`)
    ctx.response.redirect().toPath(referrer(ctx) ?? organizationPath(ctx.params.slug, 'board'))
  }
}
