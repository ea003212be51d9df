import type { HttpContext } from '@adonisjs/core/http'
import { contentOf } from '#plugins/attachments/models/attachment/content'
import { signLink } from '#plugins/attachments/models/attachment/link'
import {
  USUAL_MINUTES,
  attachmentLinkValidator,
} from '#plugins/attachments/validators/attachment_link'
import { queryFor } from '#core/resources/query/record_query'
import { UnitOfWork } from '#core/database/unit_of_work'

const A_MINUTE_IN_MS = 60_000

/** A link to what an attachment holds, which works without a login for a while. */
export default class AttachmentLinksController {
  async store(ctx: HttpContext) {
    const { minutes = USUAL_MINUTES } = await ctx.request.validateUsing(attachmentLinkValidator)
    const { id } = ctx.params
    await contentOf(queryFor(ctx), id)
    const { userId, keyId } = ctx.identity
    const organizationId = UnitOfWork.get().organizationId ?? ''
    const expiresAt = new Date(Date.now() + minutes * A_MINUTE_IN_MS)
    expiresAt.setMilliseconds(0)
    const url = await signLink({ organizationId, attachmentId: id, userId, keyId }, expiresAt)
    ctx.response.status(201).send({ url, expires_at: expiresAt.toISOString() })
  }
}
