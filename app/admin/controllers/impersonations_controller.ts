import type { HttpContext } from '@adonisjs/core/http'
import { leave } from '#admin/leave'
import { impersonationPage } from '#admin/impersonation_page'
import { renderPage } from '#admin/page'
import { organizationPath, userPath } from '#admin/path'
import { recordAccountEvent } from '#core/audit/account_event'
import { startImpersonation, actingHere } from '#admin/auth/impersonation'
import { deviceOf } from '#core/access/device'
import Impersonation from '#plugins/identity/models/impersonation'
import { createImpersonationValidator } from '#admin/validators/admin'

/** Acting as somebody to help: `store` begins it, `destroy` ends it. */
export default class ImpersonationsController {
  async store(ctx: HttpContext) {
    const { params, request, response, superuser } = ctx
    const wish = await request.validateUsing(createImpersonationValidator)
    const impersonation = await Impersonation.begin(superuser, { userId: params.id, ...wish })
    await recordAccountEvent('impersonation', params.id, deviceOf(ctx))
    await startImpersonation(ctx, impersonation)
    response.redirect().toPath(organizationPath(wish.organization, 'acting'))
  }

  async show(ctx: HttpContext) {
    const page = impersonationPage(ctx)
    return renderPage(ctx, 'impersonation', { title: `Impersonating ${page.name}`, ...page })
  }

  async destroy(ctx: HttpContext) {
    const { id, userId, name } = actingHere(ctx)
    await Impersonation.end(id)
    leave(ctx, userPath(userId), `You are no longer impersonating ${name}.`)
  }
}
