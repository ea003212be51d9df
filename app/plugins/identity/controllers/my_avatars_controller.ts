import type { HttpContext } from '@adonisjs/core/http'
import { ensureVersion } from '#core/http/answer'
import { answerFile } from '#core/http/file_answer'
import { holderOf } from '#core/http/holder'
import { imageOf, removeImage } from '#core/images/image'
import { nameOfImage, readImageRequest } from '#core/images/image_request'
import { receiveImage } from '#core/images/receive'
import { queryFor } from '#core/resources/query/record_query'
import Membership from '#plugins/identity/models/membership'
import { UnitOfWork } from '#core/database/unit_of_work'

/** The caller's picture, as members of the active organization see it. */
export default class MyAvatarsController {
  async show(ctx: HttpContext) {
    const asked = readImageRequest(ctx)
    const { id } = await Membership.lockOf(ctx.identity.userId)
    const file = await imageOf({ query: queryFor(ctx), resource: ctx.resource }, id, asked)
    await UnitOfWork.get().closeEarly()
    await answerFile(ctx, file, holderOf(ctx))
  }

  async update(ctx: HttpContext) {
    await receiveImage(ctx, nameOfImage(ctx), () => own(ctx))
  }

  async destroy(ctx: HttpContext) {
    await removeImage(ctx, await own(ctx), nameOfImage(ctx))
    ctx.response.noContent()
  }
}

async function own(ctx: HttpContext): Promise<Membership> {
  const membership = await Membership.lockOf(ctx.identity.userId)
  ensureVersion(ctx, membership.version)
  return membership
}
