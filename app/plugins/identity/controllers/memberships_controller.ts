import type { HttpContext } from '@adonisjs/core/http'
import { permissionDenied } from '#core/http/exceptions/problem'
import Membership from '#plugins/identity/models/membership'
import { findForChange } from '#core/resources/records/record'
import { changedPart } from '#core/resources/records/returned_record'
import MembershipPolicy from '#plugins/identity/policies/membership_policy'
import { answerChanged, ensureVersion } from '#core/http/answer'
import { updateMembershipValidator } from '#plugins/identity/validators/membership'

/** That somebody belongs to the organization: as what they do, and its end. */
export default class MembershipsController {
  async update(ctx: HttpContext) {
    const change = await updateMembershipValidator.validate(
      await changedPart(ctx, updateMembershipValidator)
    )
    const prefers = change.is_primary !== undefined
    const membership =
      prefers && change.role === undefined
        ? await Membership.lock(ctx.params.id)
        : await find(ctx, 'update')
    const policy = ctx.bouncer.with(MembershipPolicy)
    if (prefers) await policy.authorize('prefer', membership)
    await policy.authorize('appoint', change.role ?? 'member')
    ensureVersion(ctx, membership.version)
    if (change.role !== undefined) await membership.changeRole(change.role)
    if (change.is_primary !== undefined) await membership.prefer(change.is_primary)
    return answerChanged(ctx, membership.id)
  }

  async destroy(ctx: HttpContext) {
    const own = await Membership.lockOwn(ctx.params.id, ctx.identity.userId)
    const membership = own ?? (await find(ctx, 'delete'))
    ensureVersion(ctx, membership.version)
    await membership.delete()
    ctx.response.noContent()
  }
}

/**
 * As any record is found for a change. Its routes ask for no permission, since
 * some changes need none: what is absent is so before anything is lacking.
 */
async function find(ctx: HttpContext, action: 'update' | 'delete'): Promise<Membership> {
  const permission = ctx.resource.permission(action)
  if (ctx.identity.grants.allows(permission)) return findForChange(ctx, action, Membership)
  await Membership.lock(ctx.params.id)
  throw permissionDenied(permission)
}
