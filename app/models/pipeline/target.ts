import type { Acting } from '#models/record'
import { UNFIT_TARGET } from '#models/pipeline/deals'
import { ensureReadable } from '#models/references'

/** Makes sure that the caller may read where deals are to go: a record of the same kind. @throws 422 */
export async function ensureTargetOfDeals(
  { identity, resource: target }: Pick<Acting, 'identity' | 'resource'>,
  id: string
): Promise<void> {
  await ensureReadable(identity, [{ field: 'reassign_to', id, target, message: UNFIT_TARGET }])
}
