import type { HttpContext } from '@adonisjs/core/http'
import { renderPage } from '#admin/page'
import { permissionMatrix } from '#admin/permission_matrix'

/** Who may do what in an organization, by role. */
export default class PermissionMatricesController {
  async show(ctx: HttpContext) {
    const title = 'Roles and permissions'
    return renderPage(ctx, 'organizations/matrix', { title, ...(await permissionMatrix(ctx)) })
  }
}
