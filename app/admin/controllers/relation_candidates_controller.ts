import type { HttpContext } from '@adonisjs/core/http'
import { candidates } from '#admin/related'
import { searchValidator } from '#admin/validators/admin'

/** What a relation could lead to, for the inputs that search while a user types. */
export default class RelationCandidatesController {
  async index(ctx: HttpContext) {
    const { search } = await ctx.request.validateUsing(searchValidator, { data: ctx.request.qs() })
    const table: string = ctx.params.table
    return (await candidates(ctx, [table], search ?? '')).get(table) ?? []
  }
}
