import type { HttpContext } from '@adonisjs/core/http'
import { accountOf } from '#plugins/identity/auth/account'
import User from '#plugins/identity/models/user'
import { answerDetail, ensureVersion } from '#core/http/answer'
import { refuseParameters } from '#core/resources/query/list_request'
import { updateAccountValidator } from '#plugins/identity/validators/user'
import users from '#plugins/identity/resources/users'
import { UnitOfWork } from '#core/database/unit_of_work'
import { keysOf, withoutRepeated } from '#core/resources/records/returned_record'

/** What else an account shows besides the fields of a user. */
const SHOWN = new Set([...users.detail, 'memberships'])

/** The caller's own account. */
export default class AccountsController {
  async show(ctx: HttpContext) {
    refuseParameters(ctx.request.qs())
    return answerDetail(ctx, await accountOf(ctx.identity))
  }

  async update(ctx: HttpContext) {
    const user = await User.lock(ctx.identity.userId)
    ensureVersion(ctx, user.version)
    await user.merge(await updateAccountValidator.validate(await changesOf(ctx))).save()
    return answerDetail(ctx, await accountOf(ctx.identity))
  }
}

/** The part of a body that is a change: an account may be sent back as it was read. */
function changesOf({ request, identity }: HttpContext): Promise<unknown> {
  return withoutRepeated(
    request.body(),
    keysOf(updateAccountValidator),
    (name) => SHOWN.has(name),
    async () => {
      const { body } = await UnitOfWork.get().read(await accountOf(identity))
      return Object(JSON.parse(body))
    }
  )
}
