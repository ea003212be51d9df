import type { HttpContext } from '@adonisjs/core/http'
import { linkedContent } from '#plugins/attachments/models/attachment/linked_content'
import { readLink } from '#plugins/attachments/models/attachment/link'
import { answerFile } from '#core/http/file_answer'
import { notFound } from '#core/http/exceptions/problem'

/** What an attachment holds, for whoever has a link to it. */
export default class LinkedContentsController {
  async show(ctx: HttpContext) {
    const link = await readLink(String(ctx.params.token))
    if (!link) throw notFound('link')
    const { userId, keyId, organizationId } = link
    const holder = { callerId: keyId ?? userId, organizationId }
    await answerFile(ctx, await linkedContent(link), holder)
  }
}
