import type { HttpContext } from '@adonisjs/core/http'
import Import from '#plugins/imports/models/import'
import { takeInput } from '#core/plugins/rights/command_input'
import { findForChange } from '#core/resources/records/record'
import { answerAction } from '#core/http/answer'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'

/** An import ends before all of its lines are done. */
export default class ImportCancellationsController {
  async store(ctx: HttpContext) {
    const record = await findForChange(ctx, 'cancel', Import)
    await takeInput(ctx, 'cancel')
    await ctx.request.validateUsing(emptyBodyValidator)
    await record.cancel()
    return answerAction(ctx, 'Import canceled.', record.id)
  }
}
