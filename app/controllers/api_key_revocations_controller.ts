import type { HttpContext } from '@adonisjs/core/http'
import ApiKey from '#models/api_key'
import { findForChange } from '#models/record'
import { answerAction } from '#query/answer'
import { queryFor } from '#query/record_query'
import { readNothing } from '#validators/closed'

/** A key ends, and stays in the list. */
export default class ApiKeyRevocationsController {
  async store(ctx: HttpContext) {
    await readNothing(ctx.request.body())
    const record = await findForChange(ctx, 'delete', ApiKey)
    await record.revoke()
    const detail = queryFor(ctx).written(record.id)
    return answerAction(ctx, 'API key revoked successfully.', detail)
  }
}
