import type { HttpContext } from '@adonisjs/core/http'
import { recordAccountEvent } from '#core/audit/account_event'
import { deviceOf } from '#core/access/device'
import { ensurePassword } from '#plugins/identity/auth/password_proof'
import { conflict } from '#core/http/exceptions/problem'
import { SecondFactor } from '#plugins/identity/models/second_factor'
import { passwordValidator } from '#plugins/identity/validators/second_factor'

/** The caller takes new recovery codes; the old ones are good no longer. */
export default class RecoveryCodesController {
  async store(ctx: HttpContext) {
    const { password } = await ctx.request.validateUsing(passwordValidator)
    const { id } = await ensurePassword(ctx.identity, password)
    const codes = await ctx.writeAsCaller(async () => {
      const { confirmed_at: confirmedAt } = await SecondFactor.statusOf(id)
      if (!confirmedAt) throw conflict('two_factor_disabled', 'There is no second factor.')
      await recordAccountEvent('recovery-codes-renew', id, deviceOf(ctx))
      return SecondFactor.renewRecoveryCodes(id)
    })
    ctx.response.send({ recovery_codes: codes })
  }
}
