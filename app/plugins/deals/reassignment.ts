import type { HttpContext } from '@adonisjs/core/http'
import { ensureReadable } from '#core/resources/records/references'
import { UNFIT_TARGET } from '#plugins/deals/models/pipeline/deals'
import DealPolicy from '#plugins/deals/policies/deal_policy'
import { removalValidator } from '#plugins/deals/validators/pipeline'

/** A stage, or a pipeline: deals may be in it, and go to another one of its kind. */
interface DealsHolder {
  moveDealsTo(id: string): Promise<void>
}

/**
 * Moves the deals of what is about to be deleted to where `reassign_to` says,
 * in the query string or the body; nothing where it is not said.
 *
 * @throws 403 for a caller who may not move all deals, 422 for a target that
 * they may not read, or that deals of the kind cannot be in
 */
export async function reassignDeals(ctx: HttpContext, holder: DealsHolder): Promise<void> {
  const { identity, request, resource: target } = ctx
  const { reassign_to: id } = await removalValidator.validate({
    ...request.qs(),
    ...request.body(),
  })
  if (!id) return
  await ctx.bouncer.with(DealPolicy).authorize('moveAll')
  await ensureReadable(identity, [{ field: 'reassign_to', id, target, message: UNFIT_TARGET }])
  await holder.moveDealsTo(id)
}
