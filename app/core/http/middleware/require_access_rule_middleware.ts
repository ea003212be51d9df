import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Problem } from '#core/http/exceptions/problem'
import { requirementOf } from '#core/access/route_requirement'

type Route = NonNullable<HttpContext['route']>

const guarded = new WeakMap<Route, boolean>()

/** Refuses every route that does not say who may use it. */
export default class GuardedMiddleware {
  handle({ route }: HttpContext, next: NextFn) {
    if (!route || !isGuarded(route)) {
      throw new Problem(403, {
        code: 'access_not_declared',
        detail: 'Nobody may use this path.',
      })
    }
    return next()
  }
}

function isGuarded(route: Route): boolean {
  let answer = guarded.get(route)
  if (answer === undefined) {
    answer = requirementOf(route) !== null
    guarded.set(route, answer)
  }
  return answer
}
