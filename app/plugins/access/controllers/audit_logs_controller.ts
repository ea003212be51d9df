import type { HttpContext } from '@adonisjs/core/http'
import { eventsOfRecord, eventsOfRecordIn } from '#core/audit/own_record'
import { answerDetail, answerPage } from '#core/http/answer'
import { readDetailRequest, readListRequest } from '#core/resources/query/list_request'
import { queryFor } from '#core/resources/query/record_query'

/** Who did what to which record: by a narrowed grant, what the caller did, and what was done to a record of theirs. */
export default class AuditLogsController {
  async index(ctx: HttpContext) {
    const { resource: noun, record_id: id } = ctx.request.qs()
    const resource = await eventsOfRecord(ctx, noun, id)
    const query = queryFor({ resource, identity: ctx.identity })
    const list = readListRequest(ctx.request.qs(), resource, query.visible)
    return answerPage(ctx, list, query.page(list))
  }

  async show(ctx: HttpContext) {
    const resource = await eventsOfRecordIn(ctx, ctx.params.id)
    const query = queryFor({ resource, identity: ctx.identity })
    const asked = readDetailRequest(ctx.request.qs(), resource, query.visible)
    return answerDetail(ctx, query.detail(ctx.params.id, asked.fields, asked.included))
  }
}
