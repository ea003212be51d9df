import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { badRequest } from '#core/http/exceptions/problem'
import { IMAGE_SIZES } from '#core/images/sizes'

const DEFAULT_SIZE = 256

/** Says which picture of the record in the path is meant. */
export function imageNamed(name: string) {
  return (ctx: HttpContext, next: NextFn) => {
    ctx.imageName = name
    return next()
  }
}

export function nameOfImage(ctx: HttpContext): string {
  return ctx.imageName
}

/** Which picture is asked for, and in which size. @throws 400 for a size that there is not */
export function readImageRequest(ctx: HttpContext) {
  const { size = DEFAULT_SIZE, v } = ctx.request.qs()
  const known = IMAGE_SIZES.find((each) => String(each) === String(size))
  if (known === undefined) {
    throw badRequest('unknown_size', `Sizes are ${IMAGE_SIZES.join(', ')}.`, 'size')
  }
  return { name: ctx.imageName, size: known, version: typeof v === 'string' ? v : null }
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Set on the routes of a record's picture: what it is called. */
    imageName: string
  }
}
