import type { HttpContext } from '@adonisjs/core/http'
import { invalidToken } from '#core/http/exceptions/problem'
import { previewOf } from '#plugins/access/models/invitation/preview'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { emailTokenValidator } from '#plugins/identity/validators/account'

/** What an invitation says to anyone who holds its token. The body carries it: paths are written down. */
export default class InvitationPreviewsController {
  async store({ request, response }: HttpContext) {
    const { token } = await request.validateUsing(emailTokenValidator)
    const preview = await UnitOfWork.run(asSystem, () => previewOf(token), { readOnly: true })
    if (!preview) throw invalidToken()
    response.send(preview)
  }
}
