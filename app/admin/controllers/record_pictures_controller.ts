import type { HttpContext } from '@adonisjs/core/http'
import { submitOnce, takeForm } from '#admin/form_key'
import { humanize } from '#admin/humanize'
import { leave } from '#admin/leave'
import { recordPath } from '#admin/record'
import { notFound } from '#core/http/exceptions/problem'
import { answerFile } from '#core/http/file_answer'
import { holderOf } from '#core/http/holder'
import { imageOf, removeImage, setImage } from '#core/images/image'
import { readImageRequest } from '#core/images/image_request'
import { storeImage, withRoomForImage } from '#core/images/receive'
import { queryFor } from '#core/resources/query/record_query'
import { findForChange } from '#core/resources/records/record'
import { UnitOfWork } from '#core/database/unit_of_work'

/** The pictures of a record, on its page. */
export default class RecordPicturesController {
  async show(ctx: HttpContext) {
    ctx.imageName = pictureIn(ctx)
    const { params, resource } = ctx
    const asked = readImageRequest(ctx)
    const file = await imageOf({ query: queryFor(ctx), resource }, params.id, asked)
    await UnitOfWork.get().closeEarly()
    await answerFile(ctx, file, holderOf(ctx))
  }

  async store(ctx: HttpContext) {
    const name = pictureIn(ctx)
    const form = takeForm(ctx)
    const find = () => findForChange(ctx, 'update')
    await withRoomForImage(ctx, find, async (room) => {
      const image = await storeImage(ctx.upload?.file ?? null, room)
      const take = async () => {
        await setImage(ctx, await find(), name, image)
        leave(ctx, recordPath(ctx, ctx.params.id), `${humanize(name)} changed.`)
      }
      await ctx.writeAsCaller(() => submitOnce(ctx, take, form))
    })
  }

  async destroy(ctx: HttpContext) {
    const name = pictureIn(ctx)
    await removeImage(ctx, await findForChange(ctx, 'update'), name)
    leave(ctx, recordPath(ctx, ctx.params.id), `${humanize(name)} removed.`)
  }
}

/** Which of the resource's pictures the path names. @throws 404 for another one */
function pictureIn({ params, resource }: HttpContext): string {
  const { picture } = params
  if (!resource.images.includes(picture)) throw notFound('page')
  return picture
}
