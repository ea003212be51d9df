import type { HttpContext } from '@adonisjs/core/http'
import { notFound } from '#core/http/exceptions/problem'
import { findForChange } from '#core/resources/records/record'
import { queryFor } from '#core/resources/query/record_query'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'
import EmailSettings from '#plugins/emails/models/email_settings'
import { eventsUrl } from '#plugins/emails/tokens'
import { UnitOfWork } from '#core/database/unit_of_work'

/** The address to which a provider reports what became of e-mails. */
export default class EmailEventsUrlsController {
  async show(ctx: HttpContext) {
    await UnitOfWork.get().read(queryFor(ctx).detail(ctx.params.id, ['id']))
    const settings = await EmailSettings.find(ctx.params.id)
    if (settings === null) throw notFound('email settings')
    await send(ctx, settings)
  }

  async store(ctx: HttpContext) {
    const settings = await findForChange(ctx, 'update', EmailSettings)
    await ctx.request.validateUsing(emptyBodyValidator)
    await settings.renewEventsUrl()
    await send(ctx, settings)
  }
}

async function send({ response }: HttpContext, { organizationId, eventsVersion }: EmailSettings) {
  response.send({ url: await eventsUrl(organizationId, eventsVersion) })
}
