import type { HttpContext } from '@adonisjs/core/http'
import { recordPath } from '#admin/record'
import { findDeleted, restoreRecord } from '#core/resources/records/record'

/** A deleted record that comes back, from its page. */
export default class RecordRestorationsController {
  async store(ctx: HttpContext) {
    await restoreRecord(ctx, await findDeleted(ctx))
    ctx.session.flash('notice', 'Restored.')
    ctx.response.redirect().toPath(recordPath(ctx, ctx.params.id))
  }
}
