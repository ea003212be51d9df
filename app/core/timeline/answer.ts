import type { HttpContext } from '@adonisjs/core/http'
import type { Read } from '#core/database/read'
import { type Reply, answerJson, pageLink } from '#core/http/answer'
import type { TimelinePage } from '#core/timeline/page'
import type { TimelineRequest } from '#core/timeline/request'

/** Answers a page of a timeline as any list by cursor: it is not counted. */
export function answerTimeline(
  ctx: HttpContext,
  { limit }: TimelineRequest,
  page: Read<TimelinePage>
): Reply {
  const body = page.map(({ results, cursor }) => {
    const next = cursor === null ? null : pageLink(ctx, { cursor })
    return (
      `{"count":null,"next":${JSON.stringify(next)},"previous":null,` +
      `"page_size":${limit},"results":[${results}]}`
    )
  })
  return answerJson(ctx, body)
}
