import type { HttpContext } from '@adonisjs/core/http'
import { heldPermissions } from '#core/access/held_permissions'
import { answerDetail, withMembers } from '#core/http/answer'
import { notFound } from '#core/http/exceptions/problem'
import { queryFor } from '#core/resources/query/record_query'
import { refuseParameters } from '#core/resources/query/list_request'
import Permission from '#plugins/access/models/permission'

/** The API key that calls, as what it is and may do: `users/me` of those who are no users. */
export default class MyApiKeysController {
  async show(ctx: HttpContext) {
    refuseParameters(ctx.request.qs())
    const { identity, plugins } = ctx
    if (identity.keyId === null) throw notFound(ctx.resource.singular)
    const held = heldPermissions(identity.grants, plugins, await Permission.addedNames())
    const key = queryFor(ctx).reload(identity.keyId)
    return answerDetail(
      ctx,
      key.map((detail) =>
        withMembers(detail, {
          effective_permissions: held.permissions,
          own_permissions: held.ownPermissions,
        })
      )
    )
  }
}
