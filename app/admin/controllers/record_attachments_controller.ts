import type { HttpContext } from '@adonisjs/core/http'
import { submitOnce, takeForm } from '#admin/form_key'
import { leave } from '#admin/leave'
import { recordPath } from '#admin/record'
import { ArrivingFile } from '#core/files/arriving_file'
import { lockForFiles } from '#plugins/attachments/models/attachment/record'
import { storeReceived } from '#plugins/attachments/receive'

/** The files of a record, from its page. */
export default class RecordAttachmentsController {
  async store(ctx: HttpContext) {
    const form = takeForm(ctx)
    const { resource, upload = { file: null } } = ctx
    const id = String(ctx.params.id)
    const arriving = await ctx.writeAsCaller(async () => {
      await lockForFiles(ctx, resource, id)
      return ArrivingFile.reserve(upload.file?.bytes ?? 0)
    })
    await arriving.during(async () => {
      const { attach } = await storeReceived(ctx, { resource, id }, upload, arriving)
      const take = async () => {
        const { name } = await attach()
        leave(ctx, recordPath(ctx, id), `${name} is attached.`)
      }
      await ctx.writeAsCaller(() => submitOnce(ctx, take, form))
    })
  }
}
