import type { HttpContext } from '@adonisjs/core/http'
import Lead from '#models/lead'
import { findForChange } from '#models/record'
import { ensureReferable } from '#models/references'
import { answerAction } from '#query/answer'
import { queryFor } from '#query/record_query'
import { readAssignment } from '#validators/lead'

/** Who looks after a lead. */
export default class LeadAssignmentsController {
  async store(ctx: HttpContext) {
    const lead = await findForChange(ctx, 'assign', Lead)
    const assignment = await readAssignment(ctx.request.body())
    await ensureReferable(ctx, assignment, lead)
    await lead.assign(assignment.assigned_to_id)
    return answerAction(ctx, 'Lead assigned successfully.', queryFor(ctx).written(lead.id))
  }
}
