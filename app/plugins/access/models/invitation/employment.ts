import { type Grant, type Grantor, grantRefusal } from '#core/access/granting'
import { Grants, type MembershipRole } from '#core/access/grants'
import { grantsOfLink } from '#core/access/linking_users'
import { permissionDenied } from '#core/http/exceptions/problem'
import type { Joined } from '#core/plugins/api'
import { installedPlugins } from '#core/plugins/installed'
import type { Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'
import type Invitation from '#plugins/access/models/invitation'
import type Role from '#plugins/access/models/role'
import type User from '#plugins/identity/models/user'

/** What it takes to promise a user that they will be an employee. */
const EMPLOYING = 'employees:create'

/** What it takes to let them be one that the organization has already. */
const LINKING: readonly Grant[] = [
  { permission: 'employees:update', reach: 'all' },
  { permission: 'members:update', reach: 'all' },
]

/** @throws 403 when the caller makes no employees */
export function authorizeEmployment({ grants }: Grantor): void {
  if (!grants.allows(EMPLOYING)) throw permissionDenied(EMPLOYING)
}

/**
 * Whether accepting an invitation makes an employee when its sender does not say: when its roles
 * work on records that can be assigned, and its sender may make employees.
 */
export async function isEmployedByDefault(
  sender: Grantor,
  role: MembershipRole,
  roles: readonly Role[]
): Promise<boolean> {
  if (!sender.grants.allows(EMPLOYING)) return false
  const grants = await grantsOf(role, roles)
  return [...resources.values()].some(
    (resource) => resource.own?.assignee && grants.allows(resource.permission('update'))
  )
}

/**
 * Makes the user who has accepted the employee that the invitation promises, as far as its sender
 * may still do so: the one of the organization who has their address and no login, or a new one. In
 * the organization.
 *
 * @returns null where it promises none, or its sender may not
 */
export async function employ(
  invitation: Invitation,
  user: User,
  sender: Grantor
): Promise<Joined | null> {
  if (!invitation.createEmployee || !sender.grants.allows(EMPLOYING)) return null
  const grants = await grantsOf(invitation.role, await invitation.promisedRoles())
  const handed = [...LINKING, ...grantsOfLink(employees(), grants)]
  const { id: userId, email, firstName, lastName } = user
  const newcomer = {
    ...{ userId, email, firstName, lastName },
    invitedById: invitation.invitedById,
    mayLink: grantRefusal(sender, handed) === null,
  }
  for (const { organizations } of installedPlugins()) {
    const joined = await organizations?.joined?.(newcomer)
    if (joined) return joined
  }
  return null
}

/** This module comes before theirs, which refers to roles. */
function employees(): Resource {
  const resource = resources.get('employees')
  if (!resource) throw new Error('No module has employees')
  return resource
}

async function grantsOf(role: MembershipRole, roles: readonly Role[]): Promise<Grants> {
  const granted = await Promise.all(roles.map((each) => each.grants()))
  return new Grants(
    role,
    [],
    granted.flat().map(({ permission, reach }) => `${permission}/${reach}`)
  )
}
