import type { HttpContext } from '@adonisjs/core/http'
import { leave } from '#admin/leave'
import { findProcess, processPath } from '#admin/process_page'
import { recordAccountEvent } from '#core/audit/account_event'
import { deviceOf } from '#core/access/device'
import { notFound } from '#core/http/exceptions/problem'
import { retryProcess } from '#core/plugins/processes/retry'
import { UnitOfWork } from '#core/database/unit_of_work'

/** A process that rests, gone on with where it failed or begun anew. */
export default class ProcessRetriesController {
  async store(ctx: HttpContext) {
    const { id, plugin, organizationId } = await findProcess(ctx.params.id)
    await recordAccountEvent('process-retry', ctx.superuser.id, deviceOf(ctx))
    const isRetried = await UnitOfWork.get().runInOrganization(organizationId, () =>
      retryProcess(plugin, id)
    )
    if (!isRetried) throw notFound('process that rests')
    leave(ctx, processPath(id), 'The process goes on.')
  }
}
