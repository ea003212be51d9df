import type { HttpContext } from '@adonisjs/core/http'
import { notFound } from '#core/http/exceptions/problem'
import { takeReport } from '#plugins/emails/events/take'
import { readToken } from '#plugins/emails/tokens'

/** What a provider reports of e-mails of one organization. */
export default class EmailEventsController {
  async store({ params, request, response }: HttpContext) {
    const claims = await readToken('email-events', String(params.token))
    const sent = { body: request.body(), raw: request.raw() ?? '', headers: request.headers() }
    if (claims === null || !(await takeReport(claims, sent))) throw notFound('address')
    response.send({ message: 'Thank you.' })
  }
}
