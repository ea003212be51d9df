import type { HttpContext } from '@adonisjs/core/http'
import ApiKey from '#plugins/access/models/api_key'
import { findForChange } from '#core/resources/records/record'
import { answerAction } from '#core/http/answer'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'

/** A key ends, and stays in the list. */
export default class ApiKeyRevocationsController {
  async store(ctx: HttpContext) {
    await ctx.request.validateUsing(emptyBodyValidator)
    const record = await findForChange(ctx, 'delete', ApiKey)
    await record.revoke()
    return answerAction(ctx, 'API key revoked successfully.', record.id)
  }
}
