import type { HttpContext } from '@adonisjs/core/http'
import Lead from '#plugins/leads/models/lead'
import { ensureConvertible } from '#plugins/leads/models/lead/convertible'
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
    const { customerId, dealId, notCarried } = await lead.convert({
      customerType: input.customer_type,
      assignedToId: input.assigned_to_id,
      customer: await ensureConvertible(ctx, input),
      deal: input.deal,
    })
    ctx.response.status(201)
    return answerAction(ctx, 'Lead converted successfully.', lead.id, {
      customer_id: customerId,
      deal_id: dealId,
      not_carried: notCarried,
    })
  }

  async destroy(ctx: HttpContext) {
    const lead = await findForChange(ctx, 'convert', Lead)
    await takeInput(ctx, 'unconvert')
    await ctx.request.validateUsing(emptyBodyValidator)
    await lead.unconvert()
    return answerAction(ctx, 'The conversion was taken back.', lead.id)
  }
}
