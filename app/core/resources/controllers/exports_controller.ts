import type { HttpContext } from '@adonisjs/core/http'
import { recordRequestEvent } from '#core/audit/request_event'
import { answerCsv, mannerOf } from '#core/resources/query/csv_answer'
import { streamCsv } from '#core/resources/query/csv_export'
import { readWholeList } from '#core/resources/query/list_request'
import { queryBy } from '#core/resources/query/record_query'

/** A whole list as a CSV file: its filters, order and fields, without pages. */
export default class ExportsController {
  async show(ctx: HttpContext) {
    const { resource, request } = ctx
    const query = queryBy('export', ctx)
    const list = readWholeList(request.qs(), resource, query.visible, resource.export)
    const rows = query.exportSql(list, list.fields)
    const manner = mannerOf(ctx)
    const csv = await streamCsv(manner, list.fields, rows)
    /* Before anything leaves: what cannot be written down is not exported. */
    await recordRequestEvent(ctx, {
      action: resource.permission('export'),
      details: { asked: request.qs(), fields: list.fields },
    }).catch((error: unknown) => {
      csv.destroy()
      throw error
    })
    answerCsv(ctx, csv, `${resource.singular}_export.csv`)
  }
}
