import type { HttpContext } from '@adonisjs/core/http'
import Lead from '#plugins/leads/models/lead'
import { outcomeOf } from '#plugins/leads/models/lead/conversion_outcome'
import { convertible } from '#plugins/leads/models/lead/convertible'
import { takeInput } from '#core/plugins/rights/command_input'
import { findForChange } from '#core/resources/records/record'
import { withCaller } from '#core/resources/related'
import { answerAction } from '#core/http/answer'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'
import { conversionValidator } from '#plugins/leads/validators/lead'

/** A lead that becomes a customer; `destroy` takes that back. */
export default class LeadConversionsController {
  async store(ctx: HttpContext) {
    const lead = await findForChange(ctx, 'convert', Lead)
    await takeInput(ctx, 'convert')
    const input = withCaller(ctx, await ctx.request.validateUsing(conversionValidator))
    const conversion = await convertible(ctx, lead, input)
    const outcome = outcomeOf(await lead.convert(conversion), conversion.person)
    ctx.response.status(201)
    return answerAction(ctx, 'Lead converted successfully.', lead.id, outcome)
  }

  async destroy(ctx: HttpContext) {
    const lead = await findForChange(ctx, 'convert', Lead)
    await takeInput(ctx, 'unconvert')
    await ctx.request.validateUsing(emptyBodyValidator)
    await lead.unconvert()
    return answerAction(ctx, 'The conversion was taken back.', lead.id)
  }
}
