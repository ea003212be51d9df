import type { HttpContext } from '@adonisjs/core/http'
import { leave } from '#admin/leave'
import { recordPath } from '#admin/record'
import { findDeleted, restoreRecord } from '#core/resources/records/record'

/** A deleted record that comes back, from its page. */
export default class RecordRestorationsController {
  async store(ctx: HttpContext) {
    await restoreRecord(ctx, await findDeleted(ctx))
    leave(ctx, recordPath(ctx, ctx.params.id), 'Restored.')
  }
}
