import type { HttpContext } from '@adonisjs/core/http'
import { conflict, notFound } from '#exceptions/problem'
import Permission from '#models/permission'

/** Permissions of the organization's own, and their end. */
export default class PermissionsController {
  async destroy({ params, response }: HttpContext) {
    if (Permission.isOfCatalogue(params.id)) {
      throw conflict('catalogue_is_fixed', 'A permission of the catalogue cannot be deleted.')
    }
    const permission = await Permission.query().where('id', params.id).forUpdate().first()
    if (!permission) throw notFound('permission')
    await permission.delete()
    response.noContent()
  }
}
