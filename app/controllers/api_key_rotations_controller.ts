import type { HttpContext } from '@adonisjs/core/http'
import ApiKey from '#models/api_key'
import { demandKeyRights } from '#models/api_key/rights'
import { findForChange } from '#models/record'
import { answerAction, withMember } from '#query/answer'
import { queryFor } from '#query/record_query'
import { readRotation } from '#validators/api_key'

/** A key's secret is replaced. */
export default class ApiKeyRotationsController {
  async store(ctx: HttpContext) {
    const record = await findForChange(ctx, 'update', ApiKey)
    const { overlap_hours: overlap = 0 } = await readRotation(ctx.request.body())
    await demandKeyRights(ctx.identity, record.roleId, record.permissions)
    const key = await record.rotate(overlap, ctx.identity.userId)
    const detail = queryFor(ctx).written(record.id)
    return answerAction(
      ctx,
      'API key rotated successfully.',
      detail.map((shown) => withMember(shown, 'key', key))
    )
  }
}
