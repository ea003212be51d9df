import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { type SpooledUpload, withSpooledUpload } from '#core/http/upload'

/** A form says of each of many fields where it comes from. */
const MAX_FIELDS = 600

/**
 * Receives the file that a form of the pages brings, from superusers only: the
 * form's token stands beside it, and is looked for afterwards.
 *
 * @throws 413 when it is too large, 408 when it comes too slowly, 429 or 503 when
 * too many are being sent
 */
export default class UploadMiddleware {
  async handle(ctx: HttpContext, next: NextFn, { maxBytes }: { readonly maxBytes: number }) {
    if (!ctx.request.multipart || !(await ctx.auth.use('superuser').check())) return next()
    return withSpooledUpload(ctx, { maxBytes, maxFields: MAX_FIELDS }, (upload) => {
      ctx.upload = upload
      return next()
    })
  }
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** What a form with a file has brought. Set on the pages that take one. */
    upload?: SpooledUpload
  }
}
