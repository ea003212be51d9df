import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import { Grants, type MembershipRole } from '#policies/grants'
import type { SystemRoleKey } from '#policies/system_roles'
import { systemRoles } from '#policies/system_roles'
import { type Persona, hire, makeCompany } from '#tests/personas'
import { type WalkedRoute, unversionedRoutes } from '#tests/routes'

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
    ({ pattern, requirement }) => requirement !== 'public' && !ENDS_THE_SESSION.test(pattern)
  )
  if (routes.length < 40) throw new Error('A walk of no routes proves nothing')
  return routes
}

const named = ({ method, pattern }: WalkedRoute) => `${method} ${pattern}`

/** Ids of nothing at all, so that the walk changes nothing. */
const withAbsentIds = (pattern: string) => pattern.replaceAll(/:\w+/g, () => randomUUID())

test.group('Access | matrix', () => {
  test('lets in nobody who is not logged in', async ({ client, assert }) => {
    const wrong: string[] = []
    for (const route of guardedRoutes()) {
      const response = await client.request(withAbsentIds(route.pattern), route.method)
      if (response.status() !== 401) wrong.push(`${named(route)}: ${response.status()}`)
    }

    assert.deepEqual(wrong, [])
  })

  test('lets every role in where it has the permission, and nowhere else', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
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
        const { method, pattern, requirement } = route
        if (typeof requirement !== 'object' && !pattern.includes(':')) {
          if (method !== 'GET') continue
        }
        const response = await client
          .request(withAbsentIds(pattern), method)
          .bearerToken(persona.token)
          .json({})
        const may =
          typeof requirement !== 'object' ||
          requirement === null ||
          grants.allows(requirement.permission)
        const letIn = response.status() !== 401 && response.status() !== 403
        if (letIn !== may || response.status() >= 500) {
          wrong.push(`${who}: ${named(route)}: ${response.status()}`)
        }
      }
    }

    assert.deepEqual(wrong, [])
  })

  test('does not know an organization for those who do not belong to it', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const stranger = (await makeCompany('Globex')).owner

    const wrong: string[] = []
    for (const route of guardedRoutes().filter(({ requirement }) => requirement !== 'account')) {
      const response = await client
        .request(withAbsentIds(route.pattern), route.method)
        .bearerToken(stranger.token)
        .header('X-Organization-Id', acme.id)
      if (response.status() !== 404) wrong.push(`${named(route)}: ${response.status()}`)
    }

    assert.deepEqual(wrong, [])
  })
})
