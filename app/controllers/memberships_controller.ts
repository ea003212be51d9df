import type { HttpContext } from '@adonisjs/core/http'
import Membership from '#models/membership'
import { demandMembershipGrantable } from '#policies/granting'
import MembershipPolicy from '#policies/membership_policy'
import { answerDetail, demandVersion } from '#query/answer'
import { queryFor } from '#query/record_query'
import { readMembershipChange } from '#validators/membership'

/** That somebody belongs to the organization: as what he does, and its end. */
export default class MembershipsController {
  async update(ctx: HttpContext) {
    const membership = await Membership.lock(ctx.params.id)
    const change = await readMembershipChange(ctx.request.body())
    const may = ctx.bouncer.with(MembershipPolicy)
    if (change.role !== undefined || change.is_primary === undefined) {
      await may.authorize('change', membership, 'update')
      demandMembershipGrantable(ctx.identity, change.role ?? 'member')
    }
    if (change.is_primary !== undefined) await may.authorize('prefer', membership)
    demandVersion(ctx, membership.version)
    if (change.role !== undefined) await membership.changeRole(change.role)
    if (change.is_primary !== undefined) await membership.prefer(change.is_primary)
    answerDetail(ctx, await queryFor(ctx).written(membership.id))
  }

  async destroy(ctx: HttpContext) {
    const membership = await Membership.lock(ctx.params.id)
    await ctx.bouncer.with(MembershipPolicy).authorize('end', membership)
    demandVersion(ctx, membership.version)
    await membership.delete()
    ctx.response.noContent()
  }
}
