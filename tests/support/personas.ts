import { randomUUID } from 'node:crypto'
import Membership from '#plugins/identity/models/membership'
import Organization from '#plugins/identity/models/organization'
import Role from '#plugins/access/models/role'
import Session from '#plugins/identity/models/session'
import User from '#plugins/identity/models/user'
import type { MembershipRole } from '#core/access/grants'
import type { SystemRoleKey } from '#core/access/system_roles'
import { UnitOfWork, forOrganization, asSystem } from '#core/database/unit_of_work'

/** The password of every persona. */
export const PASSWORD = 'correct horse battery'

let hashed: Promise<string> | undefined

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
  { isVerified = true }: { isVerified?: boolean } = {}
): Promise<Persona> {
  const password = await (hashed ??= User.hashPassword(PASSWORD))
  const email = `${name.toLowerCase()}.${randomUUID().slice(0, 8)}@example.com`
  const { userId, sessionId, tokens } = await UnitOfWork.run(asSystem, async () => {
    const user = await User.create({
      email,
      password,
      firstName: name,
      lastName: 'Test',
      isVerified,
    })
    const started = await Session.start(user.id, { ipAddress: '127.0.0.1', userAgent: 'test' })
    return { userId: user.id, sessionId: started.session.id, tokens: started.tokens }
  })
  return { userId, email, sessionId, token: tokens.access, refresh: tokens.refresh }
}

/** A new organization with an owner: every test has its own. */
export async function makeCompany(name = 'Acme'): Promise<Company> {
  const owner = await makePersona('Olivia')
  return UnitOfWork.run(asSystem, async () => {
    const user = await User.findOrFail(owner.userId)
    const organization = await Organization.found(
      { name: `${name} ${randomUUID().slice(0, 8)}` },
      user
    )
    const membership = await Membership.findByOrFail({
      organizationId: organization.id,
      userId: owner.userId,
    })
    return {
      id: organization.id,
      slug: organization.slug,
      owner: { ...owner, membershipId: membership.id },
    }
  })
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
  return UnitOfWork.run(forOrganization(company.id), async (unit) => {
    const membership = await Membership.create({ userId: persona.userId, role: as, isActive: true })
    for (const key of roles) {
      const role = await Role.findByOrFail('systemKey', key)
      await assignRole(unit, persona.userId, role.id)
    }
    return { ...persona, membershipId: membership.id }
  })
}

/** A user new with a role of the organization's own. @param grants `customers:read` or `customers:read/own` */
export async function hireWith(company: Company, grants: readonly string[]): Promise<Member> {
  const member = await hire(company)
  await UnitOfWork.run(forOrganization(company.id), async (unit) => {
    const name = `Role ${randomUUID().slice(0, 8)}`
    const role = await Role.create({
      name,
      slug: name.toLowerCase().replace(' ', '-'),
      isActive: true,
    })
    for (const grant of grants) {
      const [permission, reach = 'all'] = grant.split('/')
      await unit.query(
        `INSERT INTO role_permissions (organization_id, role_id, permission, reach) VALUES ($1, $2, $3, $4)`,
        [company.id, role.id, permission, reach]
      )
    }
    await assignRole(unit, member.userId, role.id)
  })
  return member
}

async function assignRole(unit: UnitOfWork, userId: string, roleId: string) {
  await unit.query(
    `INSERT INTO user_roles (organization_id, id, user_id, role_id) VALUES ($1, $2, $3, $4)`,
    [unit.organizationId, randomUUID(), userId, roleId]
  )
}
