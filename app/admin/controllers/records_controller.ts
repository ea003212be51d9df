import type { HttpContext } from '@adonisjs/core/http'
import { capabilitiesOf } from '#admin/capabilities'
import { bodyOf } from '#admin/form'
import { renderPage } from '#admin/page'
import { isSearchable } from '#admin/page_search'
import { readRecordList } from '#admin/record_list'
import { recordForm, schemaOf } from '#admin/record_form'
import { bulkChanges } from '#admin/bulk_changes'
import { readRecord, recordPath } from '#admin/record'
import { recordPage } from '#admin/record_page'
import { withArticle, humanize } from '#admin/humanize'
import {
  authorizeChange,
  authorizeNew,
  findForChange,
  modelOf,
  readInput,
} from '#core/resources/records/record'
import { staleVersion } from '#core/http/answer'

/** The records of any resource, as pages, from its definition alone. */
export default class RecordsController {
  async index(ctx: HttpContext) {
    const { params, resource } = ctx
    const place = { resource, path: recordPath(ctx), slug: params.slug }
    return renderPage(ctx, 'records/index', {
      title: humanize(resource.noun),
      resource,
      can: await capabilitiesOf(ctx),
      list: await readRecordList(ctx, place),
      isSearchable: isSearchable(resource),
      bulk: await bulkChanges(ctx),
    })
  }

  async show(ctx: HttpContext) {
    return renderPage(ctx, 'records/show', await recordPage(ctx))
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
    await authorizeNew(ctx, record)
    session.flash('notice', `This is now ${withArticle(resource.singular)}.`)
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
