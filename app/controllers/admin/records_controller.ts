import type { HttpContext } from '@adonisjs/core/http'
import { recordCards } from '#admin/cards'
import { capabilitiesOf, demandCapability } from '#admin/capabilities'
import { bodyOf } from '#admin/form'
import { historyOf } from '#admin/history'
import { renderPage } from '#admin/page'
import { withoutBlanks } from '#admin/query_string'
import { MOST_MATCHES, RecordList, columnsOf } from '#admin/record_list'
import { recordForm, schemaOf } from '#admin/record_form'
import { bulkChanges } from '#admin/bulk_changes'
import { readRecord, recordPath, recordQuery } from '#admin/record'
import { recordPage } from '#admin/record_page'
import { oneOf, words } from '#admin/words'
import { authorizeChange, findForChange, modelOf, readInput } from '#models/record'
import { staleVersion } from '#query/answer'
import { readListRequest } from '#query/list_request'

/** The records of any resource, as pages, from its definition alone. */
export default class RecordsController {
  async index(ctx: HttpContext) {
    const { request, resource } = ctx
    const query = recordQuery(ctx)
    const asked = withoutBlanks(request.qs())
    const list = readListRequest(asked, resource, query.visible)
    if (list.deleted) demandCapability(ctx, resource, 'restore')
    const fields = ['id', ...columnsOf(resource, query.visible)]
    const page = await query.page({ ...list, fields, mostMatches: MOST_MATCHES + 1 })
    return renderPage(ctx, 'records/index', {
      title: words(resource.noun),
      resource,
      can: await capabilitiesOf(ctx),
      list: new RecordList(resource, query.visible, list, page, asked, ctx.params.slug),
      bulk: await bulkChanges(ctx),
    })
  }

  async show(ctx: HttpContext) {
    const { params, resource } = ctx
    const record = await readRecord(ctx)
    const page = recordPage(resource, recordQuery(ctx).visible, record, params.slug)
    return renderPage(ctx, 'records/show', {
      title: page.title,
      resource,
      record: page,
      can: await capabilitiesOf(ctx),
      history: await historyOf(ctx),
      cards: await recordCards(ctx, record),
    })
  }

  async create(ctx: HttpContext) {
    const title = `New ${ctx.resource.singular.replaceAll('_', ' ')}`
    return renderPage(ctx, 'records/form', { title, ...(await recordForm(ctx, null)) })
  }

  async store(ctx: HttpContext) {
    const { request, resource, response, session } = ctx
    const body = bodyOf(await schemaOf(ctx, 'create'), resource, request.body(), true)
    const details = await readInput(ctx, 'create', body)
    await authorizeChange(ctx, details, null)
    const model = await modelOf(resource)
    const record = await model.create(details)
    session.flash('notice', `This is now ${oneOf(resource.singular)}.`)
    response.redirect().toPath(recordPath(ctx, String(record.$primaryKeyValue)))
  }

  async edit(ctx: HttpContext) {
    const record = await readRecord(ctx)
    const form = await recordForm(ctx, record)
    return renderPage(ctx, 'records/form', { title: `Edit ${form.name}`, ...form })
  }

  async update(ctx: HttpContext) {
    const { params, request, resource, response, session } = ctx
    const form = request.body()
    const record = await findForChange(ctx, 'update')
    const version = Number(record.$attributes.version)
    if (form.version !== String(version)) throw staleVersion(version)
    const body = bodyOf(await schemaOf(ctx, 'update'), resource, form, false)
    const change = await readInput(ctx, 'update', body)
    await authorizeChange(ctx, change, record)
    await record.merge(change).save()
    session.flash('notice', 'Saved.')
    response.redirect().toPath(recordPath(ctx, params.id))
  }
}
