import type { HttpContext } from '@adonisjs/core/http'
import AssociationLabel from '#plugins/associations/models/association_label'
import { replacementOf } from '#plugins/associations/models/association_label/replacement'
import { conflict } from '#core/http/exceptions/problem'
import ResourceController from '#core/resources/controllers/resource_controller'
import { readId } from '#core/resources/query/list_request'
import { findForChange } from '#core/resources/records/record'

const records = new ResourceController()

/** Labels of the organization's own. Those that modules bring stay as they are. */
export default class AssociationLabelsController {
  async update(ctx: HttpContext) {
    ensureOwn(ctx.params.id)
    return records.update(ctx)
  }

  async destroy(ctx: HttpContext) {
    ensureOwn(ctx.params.id)
    const label = await findForChange(ctx, 'delete', AssociationLabel)
    const id = readId(ctx.request.qs().replace_by, 'replace_by')
    if (id !== null) await label.replaceBy(await replacementOf(label, id, ctx.plugins))
    await label.delete()
    ctx.response.noContent()
  }
}

function ensureOwn(id: string): void {
  if (!AssociationLabel.isBuiltIn(id)) return
  throw conflict('built_in_label', 'A label that a module brings cannot be changed or deleted.')
}
