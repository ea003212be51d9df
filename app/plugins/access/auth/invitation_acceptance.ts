import { Identity } from '#core/access/identity'
import { ensurePasswordStrength } from '#plugins/identity/auth/password_strength'
import { hashPassword, passwordFits } from '#plugins/identity/auth/passwords'
import { heldIn } from '#core/access/membership_summary'
import { recordAccountEvent } from '#core/audit/account_event'
import { Problem, conflict, invalidToken, unauthenticated } from '#core/http/exceptions/problem'
import { forgetCurrentPlugins } from '#core/plugins/plugin_set'
import Invitation from '#plugins/access/models/invitation'
import { employ } from '#plugins/access/models/invitation/employment'
import type { Joined } from '#core/plugins/api'
import type { Device } from '#core/access/device'
import User from '#plugins/identity/models/user'
import { type Grantor, authorizeGrants, outranks } from '#core/access/granting'
import { RecordQuery } from '#core/resources/query/record_query'
import userOrganizations from '#plugins/identity/resources/user_organizations'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { type Acceptance, newcomerValidator } from '#plugins/access/validators/invitation'

/** Who is asked, before the unit of work in which they come in. */
type Arrival = (invitation: Invitation) => Promise<User>

/**
 * Takes somebody in on the strength of their letter. They are the caller; or they
 * have an account, and show its password; or they have none, and get one whose
 * address is proven. Hashing happens between two short units of work.
 *
 * @param caller null when nobody is logged in
 * @returns the membership, and the employee that they are by it
 * @throws 422 when the token is not good, 401 for a wrong password, 403 when
 * the caller is somebody else, 409 for somebody who is a member already, or
 * whose inviter may not do so any more
 */
export async function acceptInvitation(
  acceptance: Acceptance,
  caller: Identity | null,
  device: Device
): Promise<Accepted> {
  const { token } = acceptance
  const offer = await UnitOfWork.run(asSystem, () => offerOf(token))
  if (!offer) throw invalidToken()
  const arrive = await arrivalOf(offer, acceptance, caller, device)

  return UnitOfWork.run(asSystem, async (unit) => {
    const invitation = await Invitation.lockOpen(token)
    if (!invitation) throw invalidToken()
    const sender = await ensureStillGranted(invitation)
    const user = await arrive(invitation)
    unit.setActor(user.id)
    const membership = await invitation.accept(user)
    const { organizationId } = invitation
    const employee = await unit.runInOrganization(organizationId, async () => {
      forgetCurrentPlugins()
      return employ(invitation, user, sender)
    })
    unit.organizationId = organizationId
    const identity = caller ?? Identity.outside(user.id, membership.id)
    const query = new RecordQuery(userOrganizations, identity, unit)
    return query.reload(membership.id).map(({ body }) => ({ membership: body, employee }))
  })
}

interface Accepted {
  /** As JSON. */
  readonly membership: string
  readonly employee: Joined | null
}

interface Offer {
  readonly email: string
  /** Who has the address, if anybody has. */
  readonly holder: User | null
}

async function offerOf(token: string): Promise<Offer | null> {
  const invitation = await Invitation.lockOpen(token)
  if (!invitation) return null
  const { email } = invitation
  return { email, holder: await User.findByEmail(email) }
}

async function arrivalOf(
  { email, holder }: Offer,
  acceptance: Acceptance,
  caller: Identity | null,
  device: Device
): Promise<Arrival> {
  if (caller) {
    if (caller.userId !== holder?.id) throw forSomebodyElse()
    return (invitation) => returning(holder, invitation)
  }
  if (holder) {
    const fits = await passwordFits(holder.password, acceptance.password ?? '')
    if (!fits || !holder.isActive) throw wrongPassword()
    return (invitation) => returning(holder, invitation)
  }
  const {
    password,
    first_name: firstName,
    last_name: lastName,
  } = await newcomerValidator.validate(acceptance)
  await ensurePasswordStrength(password, { email, firstName, lastName })
  const hashed = await hashPassword(password)
  return async () => {
    const user = await new User()
      .merge({ email, password: hashed, firstName, lastName })
      .verify()
      .save()
    await recordAccountEvent('register', user.id, device)
    return user
  }
}

/** Somebody who has an account, locked, unless it became another one meanwhile. */
async function returning({ id, password }: User, invitation: Invitation): Promise<User> {
  const user = await User.query().where({ id, isActive: true }).forUpdate().first()
  if (user?.password !== password) throw wrongPassword()
  if (user.emailNormalized !== invitation.emailNormalized) throw forSomebodyElse()
  return user.verify().save()
}

/**
 * An invitation promises no more than its sender may grant at this moment:
 * what the sender lost, they do not hand on by a letter from before.
 *
 * @returns the sender
 */
async function ensureStillGranted(invitation: Invitation): Promise<Grantor> {
  const { organizationId, invitedById, role } = invitation
  const sender = invitedById ? await heldIn(organizationId, invitedById) : null
  if (!sender?.grants.allows('invitations:create') || !outranks(sender, role)) throw lapsed()
  try {
    for (const promised of await invitation.promisedRoles()) {
      authorizeGrants(sender, await promised.grants())
    }
    return sender
  } catch (error) {
    throw error instanceof Problem ? lapsed() : error
  }
}

function lapsed() {
  return conflict(
    'invitation_lapsed',
    'The member who invited you may no longer grant these roles. Ask for another invitation.'
  )
}

function wrongPassword() {
  return unauthenticated('invalid_credentials', 'E-mail or password is wrong.')
}

function forSomebodyElse() {
  return new Problem(403, {
    code: 'invitation_for_somebody_else',
    detail: 'This invitation is for another address than yours.',
  })
}
