import { AuthorizationResponse } from '@adonisjs/bouncer'
import { grantRefusal, membershipRefusal } from '#core/access/granting'
import type { MembershipRole } from '#core/access/grants'
import type { Identity } from '#core/access/identity'
import RecordPolicy from '#core/access/record_policy'
import type { Resource } from '#core/resources/define_resource'
import { Refusal } from '#core/access/refusal'
import { UnitOfWork } from '#core/database/unit_of_work'
import { Problem } from '#core/http/exceptions/problem'
import type Role from '#plugins/access/models/role'
import invitations from '#plugins/access/resources/invitations'

/** Who may do what with an invitation. */
export default class InvitationPolicy extends RecordPolicy {
  readonly resource: Resource = invitations

  /**
   * No one invites as what, or with what, they could not make a member; and who
   * sends mail to strangers has shown that they have an address themselves.
   */
  async send(caller: Identity, place: MembershipRole, roles: readonly Role[]) {
    const unfit = membershipRefusal(caller, place)
    if (unfit) return new Refusal(unfit)
    for (const role of roles) {
      const refusal = grantRefusal(caller, await role.grants())
      if (refusal) return new Refusal(refusal)
    }
    return (await hasVerifiedEmail(caller))
      ? AuthorizationResponse.allow()
      : new Refusal(unverified())
  }
}

async function hasVerifiedEmail({ userId }: Identity): Promise<boolean> {
  const { rows } = await UnitOfWork.get().query<{ is_verified: boolean }>(
    'SELECT is_verified FROM users WHERE id = $1',
    [userId]
  )
  return rows[0]?.is_verified ?? false
}

function unverified(): Problem {
  return new Problem(403, {
    code: 'email_not_verified',
    detail: 'Confirm your e-mail address before you invite other users.',
  })
}
