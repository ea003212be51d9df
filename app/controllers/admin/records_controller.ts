import type { HttpContext } from '@adonisjs/core/http'
import { renderPage } from '#admin/page'
import { withoutBlanks } from '#admin/query_string'
import { RecordList, columnsOf } from '#admin/record_list'
import { words } from '#admin/words'
import { readListRequest } from '#query/list_request'
import { queryFor } from '#query/record_query'

/** The records of any resource, as pages, from its definition alone. */
export default class RecordsController {
  async index(ctx: HttpContext) {
    const { params, request, resource } = ctx
    const query = queryFor(ctx)
    const asked = withoutBlanks(request.qs())
    const list = readListRequest(asked, resource, query.visible)
    const fields = ['id', ...columnsOf(resource, query.visible)]
    const page = await query.page({ ...list, fields })
    return renderPage(ctx, 'records/index', {
      title: words(resource.noun),
      resource,
      list: new RecordList(
        resource,
        query.visible,
        list,
        page,
        asked,
        request.url().replace(/\/+$/, ''),
        params.slug
      ),
    })
  }
}
