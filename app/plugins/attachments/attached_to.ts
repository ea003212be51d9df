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

/** The record in the path, and what it is one of. */
export function recordOf({ attachedTo: resource, params }: HttpContext) {
  return { resource, id: String(params.id) }
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Set on the routes of a record's attachments: the resource of the record. */
    attachedTo: Resource
  }
}
