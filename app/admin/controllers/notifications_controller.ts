import type { HttpContext } from '@adonisjs/core/http'
import { leave } from '#admin/leave'
import { newestNotifications } from '#admin/notifications'
import { renderPage } from '#admin/page'
import { organizationPath } from '#admin/path'
import { markAll } from '#plugins/notifications/models/reading'
import notifications from '#plugins/notifications/resources/notifications'

/** What whoever looks at the pages of an organization is notified of there. */
export default class NotificationsController {
  async index(ctx: HttpContext) {
    const entries = await newestNotifications(ctx, ctx.params.slug)
    const action = organizationPath(ctx.params.slug, 'notifications')
    return renderPage(ctx, 'notifications', { title: 'Notifications', entries, action })
  }

  async update(ctx: HttpContext) {
    const { identity, plugins } = ctx
    await markAll({ identity, resource: plugins.extend(notifications) })
    leave(ctx, organizationPath(ctx.params.slug, 'notifications'), 'Notifications read.')
  }
}
