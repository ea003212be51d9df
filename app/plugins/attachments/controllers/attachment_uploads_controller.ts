import type { HttpContext } from '@adonisjs/core/http'
import { giveUpUpload, openUpload } from '#plugins/attachments/direct_upload'
import { attachmentUploadValidator } from '#plugins/attachments/validators/attachment_upload'

/** Files that their clients send by themselves. */
export default class AttachmentUploadsController {
  async store(ctx: HttpContext) {
    const sent = await ctx.request.validateUsing(attachmentUploadValidator)
    const { resource, record_id: id, name, size } = sent
    const ticket = await openUpload(ctx, { record: { resource, id }, name, size })
    ctx.response.status(201).send(ticket)
  }

  async destroy(ctx: HttpContext) {
    await giveUpUpload(ctx, String(ctx.params.id))
    ctx.response.status(204).send(null)
  }
}
