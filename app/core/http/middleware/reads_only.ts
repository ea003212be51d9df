import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/**
 * Says of a route that it changes nothing, although what it is asked stands in a body and makes it a
 * POST. Its unit is read-only, and answering it again is as good as a kept answer.
 */
export function readsOnly(ctx: HttpContext, next: NextFn) {
  ctx.readsOnly = true
  return next()
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Set on routes whose POST changes nothing. */
    readsOnly?: boolean
  }
}
