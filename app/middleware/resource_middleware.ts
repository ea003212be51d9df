import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import type { Resource } from '#resources/define_resource'

/**
 * Says which resource a generic controller answers for. A function, since the
 * container would make a class anew for every request.
 */
export function answersFor(resource: Resource) {
  return (ctx: HttpContext, next: NextFn) => {
    ctx.resource = resource
    return next()
  }
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Set on routes of a resource. */
    resource: Resource
  }
}
