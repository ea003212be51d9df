import type { HttpContext } from '@adonisjs/core/http'
import { recordPath } from '#admin/record'
import { offerUndo } from '#admin/undo'
import { findForChange } from '#core/resources/records/record'

/** A record that goes, from its page. */
export default class RecordDeletionsController {
  async store(ctx: HttpContext) {
    const record = await findForChange(ctx, 'delete')
    await record.delete()
    await offerUndo(ctx, null)
    ctx.session.flash('notice', 'Deleted.')
    ctx.response.redirect().toPath(recordPath(ctx))
  }
}
