import type { HttpContext } from '@adonisjs/core/http'
import { leave } from '#admin/leave'
import { recordPath } from '#admin/record'
import Import from '#plugins/imports/models/import'
import { findForChange } from '#core/resources/records/record'

/** An import ends before all of its lines are done. */
export default class ImportCancellationsController {
  async store(ctx: HttpContext) {
    const record = await findForChange(ctx, 'cancel', Import)
    await record.cancel()
    leave(ctx, recordPath(ctx, record.id), `${record.fileName} is canceled. What was done stays.`)
  }
}
