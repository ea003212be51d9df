import type { HttpContext } from '@adonisjs/core/http'
import ApiKey from '#plugins/access/models/api_key'
import { authorizeKeyRights } from '#plugins/access/models/api_key/rights'
import { findForChange } from '#core/resources/records/record'
import { changedPart } from '#core/resources/records/returned_record'
import { ensureReferable } from '#core/resources/records/references'
import { answerChanged, answerCreated } from '#core/http/answer'
import { updateApiKeyValidator, createApiKeyValidator } from '#plugins/access/validators/api_key'

/** Keys of the organization. Nobody makes one that may do what they may not do themselves. */
export default class ApiKeysController {
  async store(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(createApiKeyValidator)
    await ensureReferable(ctx, { role_id: input.role_id }, null)
    await authorizeKeyRights(ctx, input.role_id, input.permissions ?? null)
    const { record, key } = await ApiKey.issue(input, ctx.identity.userId)
    return answerCreated(ctx, record.id, { key })
  }

  async update(ctx: HttpContext) {
    const record = await findForChange(ctx, 'update', ApiKey)
    const change = await updateApiKeyValidator.validate(
      await changedPart(ctx, updateApiKeyValidator)
    )
    await ensureReferable(ctx, { role_id: change.role_id }, record)
    record.take(change)
    if (record.changesRights) {
      await authorizeKeyRights(ctx, record.roleId, record.permissions)
    }
    await record.save()
    return answerChanged(ctx, record.id)
  }
}
