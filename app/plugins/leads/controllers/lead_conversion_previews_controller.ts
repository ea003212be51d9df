import type { HttpContext } from '@adonisjs/core/http'
import { UnitOfWork } from '#core/database/unit_of_work'
import { takeInput } from '#core/plugins/rights/command_input'
import { findForChange } from '#core/resources/records/record'
import { withCaller } from '#core/resources/related'
import Lead from '#plugins/leads/models/lead'
import { customersLike } from '#plugins/leads/models/lead/conversion_candidates'
import { previewOf } from '#plugins/leads/models/lead/conversion_outcome'
import { convertible } from '#plugins/leads/models/lead/convertible'
import { conversionValidator } from '#plugins/leads/validators/lead'

/** What a conversion would make of a lead, and of whom there is already. Nothing is written. */
export default class LeadConversionPreviewsController {
  async store(ctx: HttpContext) {
    const lead = await findForChange(ctx, 'convert', Lead)
    await takeInput(ctx, 'convert')
    const input = withCaller(ctx, await ctx.request.validateUsing(conversionValidator))
    const conversion = await convertible(ctx, lead, input)
    const found = await customersLike(ctx, lead)
    const preview = await UnitOfWork.get().dryRun(async () =>
      previewOf(ctx, await lead.convert(conversion), conversion.person)
    )
    return { ...preview, found }
  }
}
