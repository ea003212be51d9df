import type { HttpContext } from '@adonisjs/core/http'
import { conflict, notFound } from '#core/http/exceptions/problem'
import Permission from '#plugins/access/models/permission'
import { ensureVersion } from '#core/http/answer'

/** A permission is made and deleted, and never changed between. */
const ONLY_VERSION = 1

/** Permissions of the organization's own, and their end. */
export default class PermissionsController {
  async destroy(ctx: HttpContext) {
    const { params, response } = ctx
    if (Permission.isOfCatalogue(params.id)) {
      throw conflict('catalogue_is_fixed', 'A permission of the catalogue cannot be deleted.')
    }
    const permission = await Permission.findForUpdate(params.id)
    if (!permission) throw notFound('permission')
    ensureVersion(ctx, ONLY_VERSION)
    await permission.delete()
    response.noContent()
  }
}
