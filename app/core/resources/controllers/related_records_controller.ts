import type { HttpContext } from '@adonisjs/core/http'
import { answerCreated, answerPage, shownOnce } from '#core/http/answer'
import ResourceController from '#core/resources/controllers/resource_controller'
import { readListRequest } from '#core/resources/query/list_request'
import { queryFor } from '#core/resources/query/record_query'
import { createRecord } from '#core/resources/records/record'
import {
  aboutRelated,
  ensureRelated,
  lockParent,
  parentOf,
  readParent,
  withParent,
} from '#core/resources/records/parent'

const records = new ResourceController()

/** The records of a resource that belong to one of another: a deal's lines. */
export default class RelatedRecordsController {
  async index(ctx: HttpContext) {
    const belonging = await readParent(ctx)
    const query = queryFor(ctx)
    const list = readListRequest(ctx.request.qs(), ctx.resource, query.visible)
    const theirs = { ...list, filters: [...list.filters, belonging] }
    return answerPage(ctx, theirs, query.page(theirs))
  }

  async store(ctx: HttpContext) {
    await lockParent(ctx)
    const record = await createRecord(ctx, withParent(ctx, ctx.request.body()))
    const id = String(record.$primaryKeyValue)
    const answer = answerCreated(ctx, id, shownOnce(record))
    const [root = ''] = ctx.request.url().split(`/${parentOf(ctx).resource}/`)
    ctx.response.header('Location', `${root}/${ctx.resource.name}/${id}/`)
    return answer
  }

  async show(ctx: HttpContext) {
    await ensureRelated(ctx)
    return records.show(aboutRelated(ctx))
  }

  async update(ctx: HttpContext) {
    await ensureRelated(ctx, 'NO KEY UPDATE')
    withParent(ctx, ctx.request.body())
    return records.update(aboutRelated(ctx))
  }

  async destroy(ctx: HttpContext) {
    await ensureRelated(ctx, 'UPDATE')
    return records.destroy(aboutRelated(ctx))
  }
}
