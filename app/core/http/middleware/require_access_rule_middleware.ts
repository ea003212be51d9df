import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Problem } from '#core/http/exceptions/problem'
import { accessRuleOf } from '#core/access/route_access_rule'
import { auditDenial } from '#core/audit/denial'

type Route = NonNullable<HttpContext['route']>

const requireAccessRule = new WeakMap<Route, boolean>()

/** Refuses every route that does not say who may use it, and audits whom its rule denied something. */
export default class RequireAccessRuleMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const { route } = ctx
    if (!route || !requiresAccessRule(route)) {
      throw new Problem(403, {
        code: 'access_not_declared',
        detail: 'No access rule is declared for this route.',
      })
    }
    await next()
    if (ctx.denial) await auditDenial(ctx, ctx.denial)
  }
}

function requiresAccessRule(route: Route): boolean {
  let answer = requireAccessRule.get(route)
  if (answer === undefined) {
    answer = accessRuleOf(route) !== null
    requireAccessRule.set(route, answer)
  }
  return answer
}
