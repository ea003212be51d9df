import type { HttpContext } from '@adonisjs/core/http'
import { recordAccountEvent } from '#core/audit/account_event'
import { deviceOf } from '#core/access/device'
import { invalid } from '#core/http/exceptions/problem'
import { SecondFactor } from '#plugins/identity/models/second_factor'
import { oneTimeCodeValidator } from '#plugins/identity/validators/second_factor'

/** The caller shows that their device makes the right codes. */
export default class SecondFactorConfirmationsController {
  async store(ctx: HttpContext) {
    const { userId } = ctx.identity
    const { code } = await ctx.request.validateUsing(oneTimeCodeValidator)
    const recoveryCodes = await ctx.writeAsCaller(async () => {
      const codes = await SecondFactor.confirm(userId, code)
      if (codes) await recordAccountEvent('two-factor-enable', userId, deviceOf(ctx))
      return codes
    })
    if (!recoveryCodes) {
      const message = 'The code field is not correct'
      throw invalid([{ field: 'code', rule: 'correct', message }])
    }
    ctx.response.send({ message: 'Second factor enabled.', recovery_codes: recoveryCodes })
  }
}
