import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { pageResources } from '#admin/page_resources'
import { notFound } from '#exceptions/problem'

/** Says which resource the path names. @throws 404 when none has pages under that name */
export default class AdminResourceMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    const resource = pageResources().find(({ name }) => name === ctx.params.resource)
    if (!resource) throw notFound('page')
    ctx.resource = resource
    return next()
  }
}
