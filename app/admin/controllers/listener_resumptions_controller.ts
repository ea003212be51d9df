import type { HttpContext } from '@adonisjs/core/http'
import { leave } from '#admin/leave'
import { pluginNamed, pluginPath } from '#admin/plugin_page'
import { notFound } from '#core/http/exceptions/problem'
import { resume } from '#core/plugins/delivery/resume'
import { UnitOfWork } from '#core/database/unit_of_work'

/** A listener that was paused, told of everything again. */
export default class ListenerResumptionsController {
  async store(ctx: HttpContext) {
    const { id: plugin } = pluginNamed(ctx)
    const listener = String(ctx.request.input('listener', ''))
    const unit = UnitOfWork.get()
    const { organizationId } = unit
    if (organizationId === null) throw notFound('organization')
    if (!(await resume({ organizationId, plugin, listener }))) throw notFound('paused listener')
    const event = ['plugins:resume', 'plugins', null, 'done', { plugin, listener }]
    await unit.query('SELECT record_event($1, $2, $3, $4, $5)', event)
    leave(ctx, pluginPath(ctx), 'The listener is told of everything again.')
  }
}
