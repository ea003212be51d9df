import type { HttpContext } from '@adonisjs/core/http'
import { submitOnce, takeForm } from '#admin/form_key'
import { leave } from '#admin/leave'
import { importForm, orderOf } from '#admin/import_form'
import { importList, importPage } from '#admin/import_pages'
import { renderPage } from '#admin/page'
import { organizationPath } from '#admin/path'
import { requestIdOf } from '#core/audit/request_event'
import Import from '#plugins/imports/models/import'
import { whileKept } from '#plugins/imports/models/import/original_file'

/** The files that an organization imports, and how far each of them has come. */
export default class ImportsController {
  async index(ctx: HttpContext) {
    const page = await importList(ctx)
    return renderPage(ctx, 'records/index', { title: 'Imports', ...page })
  }

  async show(ctx: HttpContext) {
    const page = await importPage(ctx)
    return renderPage(ctx, 'imports/show', { title: String(page.record.file_name), ...page })
  }

  async create(ctx: HttpContext) {
    return renderPage(ctx, 'imports/form', { title: 'New import', ...(await importForm(ctx)) })
  }

  async store(ctx: HttpContext) {
    const form = takeForm(ctx)
    const { order, system } = await orderOf(ctx)
    const by = { requestId: requestIdOf(ctx), keyId: null, isBySuperuser: true }
    await whileKept(ctx, ctx.upload ?? { file: null }, async (original) => {
      const take = async () => {
        const { id } = await Import.submit({ ...order, original }, by)
        const path = organizationPath(ctx.params.slug, 'imports', id)
        const known = system === null ? '' : ` It is of ${system}.`
        leave(ctx, path, `${order.fileName} is there, and waits for its turn.${known}`)
      }
      await ctx.writeAsCaller(() => submitOnce(ctx, take, form))
    })
  }
}
