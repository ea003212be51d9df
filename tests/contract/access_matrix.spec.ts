import { randomUUID } from 'node:crypto'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { isPublicRule } from '#core/access/access_rule'
import User from '#plugins/identity/models/user'
import { Grants, type MembershipRole } from '#core/access/grants'
import type { SystemRoleKey } from '#core/access/system_roles'
import { systemRoles } from '#core/access/system_roles'
import { type Company, type Persona, hire, makeCompany } from '#tests/support/personas'
import { turnOnAll } from '#tests/support/plugins'
import { type WalkedRoute, unversionedRoutes } from '#tests/support/routes'
import { makeSuperuser } from '#tests/support/visitor'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

interface Row {
  readonly who: string
  readonly persona: Persona
  readonly grants: Grants
}

/** Logging out is a route like any other, and would end the walk. */
const ENDS_THE_SESSION = /^\/api\/auth\//

/** Known once the application runs: the routes that ask something of their caller. */
function guardedRoutes(): WalkedRoute[] {
  const routes = unversionedRoutes().filter(
    ({ pattern, accessRule }) => !isOpen(accessRule) && !ENDS_THE_SESSION.test(pattern)
  )
  if (routes.length < 40) throw new Error('A walk of no routes proves nothing')
  return routes
}

const isOpen = (accessRule: WalkedRoute['accessRule']) =>
  accessRule !== null && isPublicRule(accessRule)

const named = ({ method, pattern }: WalkedRoute) => `${method} ${pattern}`

/** The permission that a route asks for, if it asks for one. */
function permissionOf(requirement: WalkedRoute['accessRule']): string | null {
  return typeof requirement === 'object' ? (requirement?.permission ?? null) : null
}

/** Whether its path names the organization, which then has to be a real one. */
function namesOrganization({ accessRule }: WalkedRoute): boolean {
  return typeof accessRule === 'object' && accessRule !== null && 'of' in accessRule
}

/** Whether its work is an organization's, and not the caller's own. */
function ofOrganization({ accessRule }: WalkedRoute): boolean {
  return accessRule !== 'account' && accessRule !== 'session'
}

/** Whether it is walked with the id of nothing, and so can do nothing. */
function isAbsent(route: WalkedRoute): boolean {
  return route.pattern.includes('/:') && !namesOrganization(route)
}

/** Ids of nothing at all, so that the walk changes nothing. */
const withAbsentIds = (pattern: string) => pattern.replaceAll(/:\w+/g, () => randomUUID())

/** The routes by which a user who does not belong to an organization gets into it. */
async function waysInto(client: ApiClient, company: Company, { token }: Persona) {
  const ways: string[] = []
  for (const route of guardedRoutes().filter(ofOrganization)) {
    const response = await client
      .request(withAbsentIds(route.pattern), route.method)
      .bearerToken(token)
      .header('X-Organization-Id', company.id)
    if (response.status() !== 404) ways.push(`${named(route)}: ${response.status()}`)
  }
  return ways
}

test.group('Access | matrix', () => {
  test('R-10: lets in no one who is not logged in', async ({ client, assert }) => {
    const wrong: string[] = []
    for (const route of guardedRoutes()) {
      const response = await client.request(withAbsentIds(route.pattern), route.method)
      if (response.status() !== 401) wrong.push(`${named(route)}: ${response.status()}`)
    }

    assert.deepEqual(wrong, [])
  })

  test('R-11: lets every role in where it has the permission, and nowhere else', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOnAll(acme)
    const place = async (as: MembershipRole): Promise<Row> => ({
      who: as,
      persona: as === 'owner' ? acme.owner : await hire(acme, { as }),
      grants: new Grants(as),
    })
    const role = async (key: SystemRoleKey): Promise<Row> => ({
      who: `role ${key}`,
      persona: await hire(acme, { roles: [key] }),
      grants: new Grants('member', [key]),
    })
    const rows = [
      await place('owner'),
      await place('admin'),
      await place('member'),
      ...(await Promise.all(systemRoles.map(({ key }) => role(key)))),
    ]

    const wrong: string[] = []
    for (const { who, persona, grants } of rows) {
      for (const route of guardedRoutes()) {
        const { method, pattern, accessRule } = route
        const permission = permissionOf(accessRule)
        const may = permission === null || grants.allows(permission)
        const harmless = method === 'GET' || (permission !== null && !namesOrganization(route))
        if (may && !harmless && !isAbsent(route)) continue
        const path = namesOrganization(route) ? pattern.replace(':id', acme.id) : pattern
        const response = await client
          .request(withAbsentIds(path), method)
          .bearerToken(persona.token)
          .json({})
        const letIn = response.status() !== 401 && response.status() !== 403
        if (letIn !== may || response.status() >= 500) {
          wrong.push(`${who}: ${named(route)}: ${response.status()}`)
        }
      }
    }

    assert.deepEqual(wrong, [])
  }).timeout(300_000)

  test('does not know an organization for those who do not belong to it', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const stranger = (await makeCompany('Globex')).owner

    assert.deepEqual(await waysInto(client, acme, stranger), [])
  })

  test('R-17: does not know one for a superuser either, who is no one on the API', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const superuser = await makeSuperuser()

    assert.deepEqual(await waysInto(client, acme, superuser), [])
    const nameless = await client.get('/api/customers/').bearerToken(superuser.token)
    nameless.assertStatus(400)
    nameless.assertBodyContains({ code: 'organization_required', organizations: [] })
  })

  test('R-17: lets a superuser do no more than their role where they are a member', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOnAll(acme)
    const superuser = await hire(acme, { roles: ['viewer'] })
    await UnitOfWork.run(asSystem, async () => {
      const user = await User.findOrFail(superuser.userId)
      await user.merge({ isSuperuser: true }).save()
    })
    const grants = new Grants('member', ['viewer'])

    const wrong: string[] = []
    for (const route of guardedRoutes()) {
      const permission = permissionOf(route.accessRule)
      if (permission === null || grants.allows(permission)) continue
      const path = namesOrganization(route) ? route.pattern.replace(':id', acme.id) : route.pattern
      const response = await client
        .request(withAbsentIds(path), route.method)
        .bearerToken(superuser.token)
        .json({})
      if (response.status() !== 403) wrong.push(`${named(route)}: ${response.status()}`)
    }
    assert.deepEqual(wrong, [])
  })
})
