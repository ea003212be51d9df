import type { HttpContext } from '@adonisjs/core/http'
import { answerAction } from '#core/http/answer'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'
import { findDeleted } from '#core/resources/records/record'
import CustomField from '#plugins/custom-fields/models/custom_field'

/** The values of an archived field, which are deleted for good. */
export default class CustomFieldPurgesController {
  async store(ctx: HttpContext) {
    await ctx.request.validateUsing(emptyBodyValidator)
    await findDeleted(ctx)
    const field = await CustomField.findOrFail(ctx.params.id)
    const jobId = await field.purge()
    return answerAction(ctx, 'Purge enqueued.', ctx.params.id, { job_id: jobId })
  }
}
