import type { HttpContext } from '@adonisjs/core/http'
import { requestIdOf } from '#core/audit/request_event'
import Import from '#plugins/imports/models/import'
import { revertImport } from '#plugins/imports/models/import/revert'
import { takeInput } from '#core/plugins/rights/command_input'
import { findForChange } from '#core/resources/records/record'
import { answerAction } from '#core/http/answer'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'

/** What an import did is taken back. */
export default class ImportReversionsController {
  async store(ctx: HttpContext) {
    const record = await findForChange(ctx, 'revert', Import)
    await takeInput(ctx, 'revert')
    await ctx.request.validateUsing(emptyBodyValidator)
    await revertImport(ctx, record, { requestId: requestIdOf(ctx) })
    return answerAction(ctx, 'Import is being reverted.', record.id)
  }
}
