import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import type { Resource } from '#resources/define_resource'

/** Says which resource a generic controller answers for. */
export default class ResourceMiddleware {
  handle(ctx: HttpContext, next: NextFn, resource: Resource) {
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
