import type { HttpContext } from '@adonisjs/core/http'
import { notFound } from '#core/http/exceptions/problem'
import { organizationOf, unsubscribe } from '#plugins/emails/opt_outs'
import { readToken } from '#plugins/emails/tokens'

const POLICY = `default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'`

/** The end of all e-mails of an organization: a page that asks, since links are followed by scanners, too. */
export default class EmailUnsubscribesController {
  async show(ctx: HttpContext) {
    await answer(ctx, false)
  }

  async store(ctx: HttpContext) {
    const claims = await claimsIn(ctx)
    await unsubscribe(claims)
    await answer(ctx, true)
  }
}

async function claimsIn({ params }: HttpContext) {
  const claims = await readToken('email-unsubscribe', String(params.token))
  if (claims === null) throw notFound('link')
  return claims
}

async function answer(ctx: HttpContext, isDone: boolean) {
  const claims = await claimsIn(ctx)
  const organization = await organizationOf(claims)
  if (organization === null) throw notFound('link')
  const { default: edge } = await import('edge.js')
  const { address = '' } = claims
  const page = await edge.render('emails::unsubscribe', { organization, address, isDone })
  ctx.response
    .header('Content-Type', 'text/html; charset=utf-8')
    .header('Content-Security-Policy', POLICY)
    .send(page)
}
