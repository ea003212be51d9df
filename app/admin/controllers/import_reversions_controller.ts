import type { HttpContext } from '@adonisjs/core/http'
import { leave } from '#admin/leave'
import { recordPath } from '#admin/record'
import { requestIdOf } from '#core/audit/request_event'
import Import from '#plugins/imports/models/import'
import { revertImport } from '#plugins/imports/models/import/revert'
import { findForChange } from '#core/resources/records/record'

/** What an import did is taken back. */
export default class ImportReversionsController {
  async store(ctx: HttpContext) {
    const record = await findForChange(ctx, 'revert', Import)
    const isBySuperuser = ctx.impersonation === null
    await revertImport(ctx, record, { requestId: requestIdOf(ctx), isBySuperuser })
    leave(ctx, recordPath(ctx, record.id), `${record.fileName} is being reverted.`)
  }
}
