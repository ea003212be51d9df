import type { HttpContext } from '@adonisjs/core/http'
import { answerTimeline } from '#core/timeline/answer'
import { Timeline } from '#core/timeline/page'
import { readTimelineRequest } from '#core/timeline/request'
import { UUID } from '#core/resources/uuid'
import { notFound } from '#core/http/exceptions/problem'

/** What happened with a record, and is planned with it. */
export default class TimelinesController {
  async index(ctx: HttpContext) {
    const { resource, params, request } = ctx
    if (!UUID.test(params.id)) throw notFound(resource.singular)
    const timeline = new Timeline({ resource, id: params.id }, ctx)
    const asked = readTimelineRequest(request.qs(), timeline.kinds)
    return answerTimeline(ctx, asked, timeline.page(asked))
  }
}
