import type { HttpContext } from '@adonisjs/core/http'
import { referrer } from '#admin/referrer'
import { isPage } from '#core/http/pages'
import { recordPath } from '#admin/record'
import type { forEachRecord } from '#core/resources/records/bulk'

type Outcome = Awaited<ReturnType<typeof forEachRecord>>

/** Goes back to the list, and says there what became of the records that were chosen. */
export function answerBulk(
  ctx: HttpContext,
  { message, results }: Outcome,
  back: unknown = ctx.request.body().back
): void {
  const { response, session } = ctx
  const refused = results.filter(({ status }) => status >= 400)
  session.flash('notice', message)
  if (refused.length > 0) {
    const reason = String(refused[0]?.error?.detail ?? '')
    session.flash('refusal', { detail: `${refused.length} refused. ${reason}`, errors: [] })
  }
  const list = typeof back === 'string' && isPage(back) ? back : referrer(ctx)
  response.redirect().toPath(list ?? recordPath(ctx))
}
