import type { HttpContext } from '@adonisjs/core/http'
import { ensureNamed } from '#admin/dependents'
import { leave } from '#admin/leave'
import { recordPath } from '#admin/record'
import { offerUndo } from '#admin/undo'
import { deletionValidator } from '#admin/validators/admin'
import { findForChange } from '#core/resources/records/record'

/** A record that goes, from its page. */
export default class RecordDeletionsController {
  async store(ctx: HttpContext) {
    const record = await findForChange(ctx, 'delete')
    const { dependents } = await ctx.request.validateUsing(deletionValidator)
    await ensureNamed(ctx, [String(record.$primaryKeyValue)], dependents)
    await record.delete()
    await offerUndo(ctx, null)
    leave(ctx, recordPath(ctx), 'Deleted.')
  }
}
