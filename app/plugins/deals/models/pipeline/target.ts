import type { RequestContext } from '#core/resources/records/record'
import { UNFIT_TARGET } from '#plugins/deals/models/pipeline/deals'
import { ensureReadable } from '#core/resources/records/references'

/** Makes sure that the caller may read where deals are to go: a record of the same kind. @throws 422 */
export async function ensureTargetOfDeals(
  { identity, resource: target }: Pick<RequestContext, 'identity' | 'resource'>,
  id: string
): Promise<void> {
  await ensureReadable(identity, [{ field: 'reassign_to', id, target, message: UNFIT_TARGET }])
}
