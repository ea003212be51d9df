import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { markDeprecated, usesFormerName } from '#core/http/deprecation'
import type { Resource } from '#core/resources/define_resource'

/**
 * Says which resource a generic controller answers for. A function, since the
 * container would make a class anew for every request.
 */
export function bindResource(resource: Resource) {
  const middleware = (ctx: HttpContext, next: NextFn) => {
    ctx.resource = resource
    const isAsked = ctx.request.parsedUrl.query
    if (isAsked && usesFormerName(resource, ctx.request.qs())) markDeprecated(ctx)
    return next()
  }
  bound.set(middleware, resource)
  return middleware
}

const bound = new WeakMap<object, Resource>()

/** The resource that a route answers for, by its middleware; null for one that answers for none. */
export function resourceOfRoute(stack: readonly object[]): Resource | null {
  return stack.map((entry) => bound.get(entry)).findLast(Boolean) ?? null
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Set on routes of a resource. */
    resource: Resource
  }
}
