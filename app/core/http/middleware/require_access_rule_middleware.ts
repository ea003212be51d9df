import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Problem } from '#core/http/exceptions/problem'
import { accessRuleOf } from '#core/access/route_access_rule'

type Route = NonNullable<HttpContext['route']>

const requireAccessRule = new WeakMap<Route, boolean>()

/** Refuses every route that does not say who may use it. */
export default class RequireAccessRuleMiddleware {
  handle({ route }: HttpContext, next: NextFn) {
    if (!route || !requiresAccessRule(route)) {
      throw new Problem(403, {
        code: 'access_not_declared',
        detail: 'No access rule is declared for this route.',
      })
    }
    return next()
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
