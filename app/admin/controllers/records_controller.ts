import type { HttpContext } from '@adonisjs/core/http'
import { ensureFormVersion } from '#admin/form_version'
import { leave, withOnce } from '#admin/leave'
import { capabilitiesOf } from '#admin/capabilities'
import { bodyOf } from '#admin/form'
import { renderPage } from '#admin/page'
import { readRecordList } from '#admin/record_list'
import { recordForm, schemaOf } from '#admin/record_form'
import { bulkChoices } from '#admin/bulk_actions'
import { readRecord, recordPath } from '#admin/record'
import { recordPage } from '#admin/record_page'
import { withArticle, humanize } from '#admin/humanize'
import { shownOnce } from '#core/http/answer'
import {
  createRecord,
  findForChange,
  readInput,
  updateRecord,
} from '#core/resources/records/record'

/** The records of any resource, as pages, from its definition alone. */
export default class RecordsController {
  async index(ctx: HttpContext) {
    const { params, resource } = ctx
    const place = { resource, path: recordPath(ctx), slug: params.slug }
    const list = await readRecordList(ctx, place)
    return renderPage(ctx, 'records/index', {
      title: humanize(resource.noun),
      resource,
      can: await capabilitiesOf(ctx),
      list,
      isSearchable: list.isSearchable,
      bulk: await bulkChoices(ctx),
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
    const { request, resource } = ctx
    const schema = await schemaOf(ctx, 'create')
    const record = await createRecord(ctx, bodyOf(schema, resource, request.body(), true))
    const path = recordPath(ctx, String(record.$primaryKeyValue))
    leave(ctx, path, withOnce(`This is now ${withArticle(resource.singular)}.`, shownOnce(record)))
  }

  async edit(ctx: HttpContext) {
    const record = await readRecord(ctx)
    const form = await recordForm(ctx, record)
    return renderPage(ctx, 'records/form', { title: `Edit ${form.name}`, ...form })
  }

  async update(ctx: HttpContext) {
    const { params, request, resource } = ctx
    const record = await findForChange(ctx, 'update')
    ensureFormVersion(ctx, { version: Number(record.$attributes.version) })
    const body = bodyOf(await schemaOf(ctx, 'update'), resource, request.body(), false)
    await updateRecord(ctx, record, await readInput(ctx, 'update', body))
    leave(ctx, recordPath(ctx, params.id), 'Saved.')
  }
}
