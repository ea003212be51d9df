import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { isThere, pageResources } from '#admin/page_resources'
import { notFound } from '#exceptions/problem'

/**
 * Says which resource the path names, with what plugins add to it.
 *
 * @throws 404 when none has pages under that name, or its plugin is off
 */
export default class AdminResourceMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    const resource = pageResources().find(({ name }) => name === ctx.params.resource)
    if (!resource || !isThere(resource, ctx.plugins)) throw notFound('page')
    ctx.resource = ctx.plugins.extend(resource)
    return next()
  }
}
