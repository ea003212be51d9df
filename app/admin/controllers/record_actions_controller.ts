import type { HttpContext } from '@adonisjs/core/http'
import { leave, withOnce } from '#admin/leave'
import { renderPage } from '#admin/page'
import {
  actionBody,
  actionForm,
  actionInPath,
  doneWith,
  followLink,
  isLink,
  runAction,
} from '#admin/plugin_actions'
import { readRecord, recordPath } from '#admin/record'
import { titleOf } from '#admin/values'
import { notFound } from '#core/http/exceptions/problem'

/** What a plugin does with a record, from its page. */
export default class RecordActionsController {
  async create(ctx: HttpContext) {
    const { id, plugin, action } = ctx.params
    const routed = actionInPath(ctx)
    if (isLink(routed.route)) return followLink(ctx, routed)
    const form = actionForm(ctx, routed)
    const name = titleOf(await readRecord(ctx))
    const back = recordPath(ctx, id)
    return renderPage(ctx, 'records/action', {
      ...form,
      ...{ action: recordPath(ctx, id, 'actions', plugin, action), back, crumb: name },
    })
  }

  async store(ctx: HttpContext) {
    const routed = actionInPath(ctx)
    if (isLink(routed.route)) throw notFound('page')
    const once = await runAction(ctx, routed, ctx.params.id, actionBody(ctx, routed))
    leave(ctx, recordPath(ctx, ctx.params.id), withOnce(doneWith(routed), once))
  }
}
