import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import type { Resource } from '#core/resources/define_resource'

/** Says of which resource the record in the path is. */
export function attachedTo(resource: Resource) {
  return (ctx: HttpContext, next: NextFn) => {
    ctx.attachedTo = resource
    return next()
  }
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Set on the routes of a record's attachments: the resource of the record. */
    attachedTo: Resource
  }
}
