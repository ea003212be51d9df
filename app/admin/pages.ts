import { ADMIN } from '#admin/path'
import type { Pages } from '#core/http/pages'

/** The superusers' pages, as the rest of the application knows them. */
export const adminPages: Pages = {
  path: ADMIN,
  async admit(ctx, next, rule) {
    const { admitSuperuser } = await import('#admin/auth/superuser_access')
    return admitSuperuser(ctx, next, rule)
  },
  async answerProblem(error, problem, ctx) {
    const { answerProblemPage } = await import('#admin/page_problem')
    return answerProblemPage(error, problem, ctx)
  },
}
