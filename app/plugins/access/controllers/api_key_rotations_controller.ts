import type { HttpContext } from '@adonisjs/core/http'
import ApiKey from '#plugins/access/models/api_key'
import { authorizeKeyRights } from '#plugins/access/models/api_key/rights'
import { findForChange } from '#core/resources/records/record'
import { answerAction } from '#core/http/answer'
import { rotateApiKeyValidator } from '#plugins/access/validators/api_key'

/** A key's secret is replaced. */
export default class ApiKeyRotationsController {
  async store(ctx: HttpContext) {
    const record = await findForChange(ctx, 'update', ApiKey)
    const { overlap_hours: overlap = 0 } = await ctx.request.validateUsing(rotateApiKeyValidator)
    await authorizeKeyRights(ctx, record.roleId, record.permissions)
    const key = await record.rotate(overlap, ctx.identity.userId)
    return answerAction(ctx, 'API key rotated successfully.', record.id, {}, { key })
  }
}
