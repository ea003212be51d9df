import type { HttpContext } from '@adonisjs/core/http'
import Lead from '#plugins/leads/models/lead'
import { takeInput } from '#core/plugins/rights/command_input'
import { findForChange } from '#core/resources/records/record'
import { answerAction } from '#core/http/answer'
import { qualificationValidator } from '#plugins/leads/validators/lead'

/** Whether a lead is worth the effort: `store` says that it is, `destroy` that it is not. */
export default class LeadQualificationsController {
  async store(ctx: HttpContext) {
    const lead = await findForChange(ctx, 'qualify', Lead)
    await takeInput(ctx, 'qualify')
    const { notes } = await ctx.request.validateUsing(qualificationValidator)
    await lead.qualify(notes)
    return answerAction(ctx, 'Lead qualified successfully.', lead.id)
  }

  async destroy(ctx: HttpContext) {
    const lead = await findForChange(ctx, 'qualify', Lead)
    await takeInput(ctx, 'disqualify')
    const { notes } = await ctx.request.validateUsing(qualificationValidator)
    await lead.disqualify(notes)
    return answerAction(ctx, 'Lead disqualified.', lead.id)
  }
}
