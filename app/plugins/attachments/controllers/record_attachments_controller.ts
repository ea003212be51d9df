import type { HttpContext } from '@adonisjs/core/http'
import { receiveAttachment } from '#plugins/attachments/receive'
import { recordOf } from '#plugins/attachments/attached_to'
import { ensureReadable } from '#plugins/attachments/models/attachment/record'
import { answerPage } from '#core/http/answer'
import { readListRequest } from '#core/resources/query/list_request'
import { queryFor } from '#core/resources/query/record_query'

/** The attachments of one record, of any resource. */
export default class RecordAttachmentsController {
  async index(ctx: HttpContext) {
    const { resource, id } = recordOf(ctx)
    await ensureReadable(ctx, resource, id)
    const query = queryFor(ctx)
    const list = readListRequest(ctx.request.qs(), ctx.resource, query.visible)
    const theirs = {
      ...list,
      filters: [
        ...list.filters,
        { name: 'resource', operator: 'eq', operand: resource.name } as const,
        { name: 'record_id', operator: 'eq', operand: id } as const,
      ],
    }
    return answerPage(ctx, theirs, query.page(theirs))
  }

  async store(ctx: HttpContext) {
    await receiveAttachment(ctx, recordOf(ctx))
  }
}
