import type { HttpContext } from '@adonisjs/core/http'
import { completeUpload } from '#plugins/attachments/direct_upload'

/** The attachment that a file becomes when its client has sent it. */
export default class UploadedAttachmentsController {
  async store(ctx: HttpContext) {
    await completeUpload(ctx, String(ctx.params.id))
  }
}
