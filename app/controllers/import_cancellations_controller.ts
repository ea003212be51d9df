import type { HttpContext } from '@adonisjs/core/http'
import Import from '#models/import'
import { findForChange } from '#models/record'
import { answerAction } from '#query/answer'
import { queryFor } from '#query/record_query'
import { readNothing } from '#validators/closed'

/** An import ends before all of its lines are done. */
export default class ImportCancellationsController {
  async store(ctx: HttpContext) {
    await readNothing(ctx.request.body())
    const record = await findForChange(ctx, 'cancel', Import)
    await record.cancel()
    return answerAction(ctx, 'Import canceled.', queryFor(ctx).written(record.id))
  }
}
