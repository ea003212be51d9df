import type { HttpContext } from '@adonisjs/core/http'
import { answerJson } from '#core/http/answer'
import { refuseParameters, readListRequest } from '#core/resources/query/list_request'
import { queryFor } from '#core/resources/query/record_query'

/** More than there will ever be: groups are not divided into pages. */
const ALL = 10_000

/** The permissions, by the resource that they are about. */
export default class PermissionGroupsController {
  async index(ctx: HttpContext) {
    refuseParameters(ctx.request.qs())
    const query = queryFor(ctx)
    const list = readListRequest({ ordering: 'resource,action' }, ctx.resource, query.visible)
    const page = query.page({ ...list, pageSize: ALL, withCount: false })
    const groups = page.map(({ results }) => {
      const permissions: { resource: string }[] = JSON.parse(`[${results}]`)
      return JSON.stringify(Object.groupBy(permissions, ({ resource }) => resource))
    })
    return answerJson(ctx, groups)
  }
}
