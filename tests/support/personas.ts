import { randomUUID } from 'node:crypto'
import { RoleFactory } from '#plugins/access/factories/role_factory'
import { UserRoleFactory } from '#plugins/access/factories/user_role_factory'
import { MembershipFactory } from '#plugins/identity/factories/membership_factory'
import { OrganizationFactory } from '#plugins/identity/factories/organization_factory'
import { PASSWORD, UserFactory } from '#plugins/identity/factories/user_factory'
import Role from '#plugins/access/models/role'
import type Membership from '#plugins/identity/models/membership'
import Session from '#plugins/identity/models/session'
import type { Grant } from '#core/access/granting'
import type { MembershipRole } from '#core/access/grants'
import type { SystemRoleKey } from '#core/access/system_roles'
import { UnitOfWork, forOrganization, asSystem } from '#core/database/unit_of_work'

/** The password of every persona. */
export { PASSWORD }

/** A user who can call the API. */
export interface Persona {
  readonly userId: string
  readonly email: string
  readonly sessionId: string
  readonly token: string
  readonly refresh: string
}

/** A persona of one organization. */
export interface Member extends Persona {
  readonly membershipId: string
}

/** An organization with its owner. */
export interface Company {
  readonly id: string
  readonly slug: string
  readonly owner: Member
}

/** A user with an account and a living session, who belongs to no organization. */
export async function makePersona(
  name = 'somebody',
  { isVerified = true, isSuperuser = false }: { isVerified?: boolean; isSuperuser?: boolean } = {}
): Promise<Persona> {
  const email = `${name.toLowerCase()}.${randomUUID().slice(0, 8)}@example.com`
  const { userId, sessionId, tokens } = await UnitOfWork.run(asSystem, async () => {
    const details = { email, firstName: name, lastName: 'Test', isVerified, isSuperuser }
    const user = await UserFactory.merge(details).create()
    const started = await Session.start(user.id, { ipAddress: '127.0.0.1', userAgent: 'test' })
    return { userId: user.id, sessionId: started.session.id, tokens: started.tokens }
  })
  return { userId, email, sessionId, token: tokens.access, refresh: tokens.refresh }
}

/** A new organization with an owner: every test has its own. */
export async function makeCompany(name = 'Acme'): Promise<Company> {
  const owner = await makePersona('Olivia')
  const { id, slug, memberships } = await UnitOfWork.run(asSystem, () =>
    OrganizationFactory.merge({ name: `${name} ${randomUUID().slice(0, 8)}` })
      .with('memberships', 1, (membership) =>
        membership.apply('owner').merge({ userId: owner.userId, isPrimary: true })
      )
      .create()
  )
  return { id, slug, owner: { ...owner, membershipId: memberships[0]?.id ?? '' } }
}

/**
 * A user new in an organization.
 *
 * @param roles the built-in roles; none means that the member may do nothing
 */
export async function hire(
  company: Company,
  { as = 'member', roles = [] }: { as?: MembershipRole; roles?: SystemRoleKey[] } = {}
): Promise<Member> {
  const persona = await makePersona(roles[0] ?? as)
  const membership = await join(company, persona, { role: as })
  await UnitOfWork.run(forOrganization(company.id), async () => {
    for (const key of roles) {
      const role = await Role.findByOrFail('systemKey', key)
      await UserRoleFactory.merge({ userId: persona.userId, roleId: role.id }).create()
    }
  })
  return { ...persona, membershipId: membership.id }
}

/** Makes a member of a user whom there is, of another organization for example. */
export function join(
  { id }: Company,
  { userId }: Pick<Persona, 'userId'>,
  details: Partial<Pick<Membership, 'role' | 'isActive' | 'isPrimary'>> = {}
): Promise<Membership> {
  return UnitOfWork.run(forOrganization(id), () =>
    MembershipFactory.merge({ ...details, userId }).create()
  )
}

/** A user new with a role of the organization's own. @param grants `customers:read` or `customers:read/own` */
export async function hireWith(company: Company, grants: readonly string[]): Promise<Member> {
  const member = await hire(company)
  await UnitOfWork.run(forOrganization(company.id), async () => {
    const role = await RoleFactory.merge({ name: `Role ${randomUUID().slice(0, 8)}` })
      .tap((made) => {
        made.firstGrants = grants.map(grantOf)
      })
      .create()
    await UserRoleFactory.merge({ userId: member.userId, roleId: role.id }).create()
  })
  return member
}

function grantOf(grant: string): Grant {
  const [permission = '', reach] = grant.split('/')
  return { permission, reach: reach === 'own' ? 'own' : 'all' }
}
