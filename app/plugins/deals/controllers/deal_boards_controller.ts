import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/app'
import { dealBoard } from '#plugins/deals/models/deal/board'
import { answerJson } from '#core/http/answer'
import { readFlag, readId, readFilterRequest } from '#core/resources/query/list_request'
import { queryFor } from '#core/resources/query/record_query'

/** A pipeline with the deals in its stages, side by side. */
export default class DealBoardsController {
  async show(ctx: HttpContext) {
    const query = queryFor(ctx)
    const { pipeline, closed, ...selection } = ctx.request.qs()
    const request = readFilterRequest(selection, ctx.resource, query.visible, [
      'page_size',
      'ordering',
      'fields',
    ])
    const board = {
      pipelineId: readId(pipeline, 'pipeline'),
      closed: readFlag(closed, 'closed'),
      list: columnList(ctx),
    }
    return answerJson(ctx, dealBoard(query, request, board))
  }
}

/** The list of which a column is the first page, up to the stage's id. */
function columnList({ request }: HttpContext): string {
  const query = new URLSearchParams(request.parsedUrl.query ?? '')
  for (const name of ['pipeline', 'closed', 'stage', 'stage_id']) query.delete(name)
  const list = request.url().replace(/\/kanban\/?$/, '/')
  const rest = query.toString()
  return `${appUrl}${list}?${rest === '' ? '' : `${rest}&`}stage_id=`
}
