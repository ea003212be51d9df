import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { ensureCapability } from '#admin/capabilities'
import { pageResourcesOf } from '#admin/page_resources'
import { notFound } from '#core/http/exceptions/problem'

interface Asked {
  /** The resource of the page; the one that the path names, by default. */
  readonly of?: string
  /** What is done to it there. */
  readonly may: string
}

/**
 * Says which resource a page is about, as the plugins of its organization make
 * it.
 *
 * @throws 404 when none has pages under that name here, 403 for a user who
 * may not do this to it
 */
export default class AdminResourceMiddleware {
  handle(ctx: HttpContext, next: NextFn, { of, may }: Asked) {
    const wanted = of ?? ctx.params.resource
    const resource = pageResourcesOf(ctx.plugins).find(({ name }) => name === wanted)
    if (!resource) throw notFound('page')
    ensureCapability(ctx, resource, may)
    ctx.resource = resource
    return next()
  }
}
