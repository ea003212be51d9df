import type { HttpContext } from '@adonisjs/core/http'
import Lead from '#plugins/leads/models/lead'
import { takeInput } from '#core/plugins/rights/command_input'
import { findForChange } from '#core/resources/records/record'
import { ensureReferable } from '#core/resources/records/references'
import { withCaller } from '#core/resources/related'
import { answerAction } from '#core/http/answer'
import { assignmentValidator } from '#plugins/leads/validators/lead'

/** Who looks after a lead. */
export default class LeadAssignmentsController {
  async store(ctx: HttpContext) {
    const lead = await findForChange(ctx, 'assign', Lead)
    await takeInput(ctx, 'assign')
    const assignment = withCaller(ctx, await ctx.request.validateUsing(assignmentValidator))
    await ensureReferable(ctx, assignment, lead)
    await lead.assign(assignment.assigned_to_id)
    return answerAction(ctx, 'Lead assigned successfully.', lead.id)
  }
}
