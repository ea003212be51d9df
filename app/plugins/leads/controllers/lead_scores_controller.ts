import type { HttpContext } from '@adonisjs/core/http'
import Lead from '#plugins/leads/models/lead'
import { explainScore } from '#plugins/leads/models/lead/score_explanation'
import { takeInput } from '#core/plugins/rights/command_input'
import { findForChange } from '#core/resources/records/record'
import { answerAction, answerJson } from '#core/http/answer'
import { refuseParameters } from '#core/resources/query/list_request'
import { queryFor } from '#core/resources/query/record_query'
import { scoreValidator } from '#plugins/leads/validators/lead'

/** Why a lead has its score; `update` gives it one by hand, `destroy` leaves it to the rules. */
export default class LeadScoresController {
  async show(ctx: HttpContext) {
    refuseParameters(ctx.request.qs())
    return answerJson(ctx, await explainScore(queryFor(ctx), ctx.params.id))
  }

  async update(ctx: HttpContext) {
    const lead = await findForChange(ctx, 'update', Lead)
    await takeInput(ctx, 'score')
    const { score, reason } = await ctx.request.validateUsing(scoreValidator)
    await lead.giveScore(score, reason)
    return answerAction(ctx, 'Lead scored successfully.', lead.id)
  }

  async destroy(ctx: HttpContext) {
    const lead = await findForChange(ctx, 'update', Lead)
    await lead.giveScore(null)
    return answerAction(ctx, 'The rules score the lead again.', lead.id)
  }
}
