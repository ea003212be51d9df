import type { HttpContext } from '@adonisjs/core/http'
import {
  updateRecord,
  findForChange,
  createRecord,
  readInput,
} from '#core/resources/records/record'
import {
  answerChanged,
  answerCreated,
  answerDetail,
  answerPage,
  shownOnce,
} from '#core/http/answer'
import { ensureUnused } from '#core/resources/records/dependents'
import { readDetailRequest, readFlag, readListRequest } from '#core/resources/query/list_request'
import { changedPart } from '#core/resources/records/returned_record'
import { queryFor } from '#core/resources/query/record_query'

/**
 * The five verbs of any resource, from its definition alone. A resource that
 * needs more has a controller of its own for the noun that is more.
 */
export default class ResourceController {
  async index(ctx: HttpContext) {
    const query = queryFor(ctx)
    const list = readListRequest(ctx.request.qs(), ctx.resource, query.visible)
    return answerPage(ctx, list, query.page(list))
  }

  async show(ctx: HttpContext) {
    const query = queryFor(ctx)
    const asked = readDetailRequest(ctx.request.qs(), ctx.resource, query.visible)
    return answerDetail(ctx, query.detail(ctx.params.id, asked.fields, asked.included))
  }

  async store(ctx: HttpContext) {
    const record = await createRecord(ctx, ctx.request.body())
    return answerCreated(ctx, String(record.$primaryKeyValue), shownOnce(record))
  }

  async update(ctx: HttpContext) {
    const record = await findForChange(ctx, 'update')
    const change = await readInput(ctx, 'update', await changedPart(ctx))
    await updateRecord(ctx, record, change)
    return answerChanged(ctx, ctx.params.id)
  }

  async destroy(ctx: HttpContext) {
    const record = await findForChange(ctx, 'delete')
    const { force } = ctx.request.qs()
    if (!readFlag(force, 'force')) await ensureUnused(ctx, ctx.params.id)
    await record.delete()
    ctx.response.noContent()
  }
}
