import type { HttpContext } from '@adonisjs/core/http'
import { recordPath } from '#admin/record'
import { findDeleted } from '#models/record'

/** A deleted record that comes back, from its page. */
export default class RecordRestorationsController {
  async store(ctx: HttpContext) {
    const record = await findDeleted(ctx)
    await record.restore()
    ctx.session.flash('notice', 'Restored.')
    ctx.response.redirect().toPath(recordPath(ctx, ctx.params.id))
  }
}
