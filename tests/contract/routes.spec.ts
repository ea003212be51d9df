import router from '@adonisjs/core/services/router'
import { test } from '@japa/runner'
import { throttles } from '#config/throttle'
import type { AccessRule } from '#core/access/access_rule'
import { catalogue } from '#core/access/permission_catalog'
import { accessRuleOf } from '#core/access/route_access_rule'
import { hire, makeCompany } from '#tests/support/personas'
import { allRoutes, unversionedRoutes } from '#tests/support/routes'

test.group('Routes | access', () => {
  test('R-10: every route says whom it lets in', ({ assert }) => {
    const silent = allRoutes()
      .filter(({ accessRule }) => accessRule === null)
      .map(({ method, pattern }) => `${method} ${pattern}`)

    assert.isAbove(allRoutes().length, 30)
    assert.deepEqual(silent, [])
  })

  test('what is counted for a caller is counted of a confirmed one, outside of units', ({
    assert,
  }) => {
    const names = Object.entries(throttles)
      .filter(([, { limits }]) => 'caller' in limits)
      .map(([name]) => name)
    const misplaced = Object.values(router.toJSON())
      .flat()
      .filter((route) => {
        const entries = [...route.middleware.all()]
        const access = entries.findIndex((entry) => 'name' in entry && entry.name === 'access')
        return entries.some(
          (entry, at) =>
            'args' in entry &&
            names.includes(String(entry.args)) &&
            (at < access || accessRuleOf(route) !== 'session')
        )
      })

    assert.deepEqual(
      misplaced.map(({ pattern }) => pattern),
      []
    )
  })

  test('access is the last middleware of its route, so that it may run the handler anew', ({
    assert,
  }) => {
    const others = Object.values(router.toJSON())
      .flat()
      .filter(
        (route) =>
          ![
            'superuser',
            'support',
            'superuser_upload',
            'superuser_apart',
            'public',
            'public_upload',
            'session',
            null,
          ].includes(wordOf(accessRuleOf(route)))
      )
      .filter((route) => {
        const last = [...route.middleware.all()].at(-1)
        return !last || !('name' in last) || last.name !== 'access'
      })

    assert.deepEqual(
      others.map(({ pattern }) => pattern),
      []
    )
  })

  test('every permission that a route asks for can be granted', ({ assert }) => {
    const asked = allRoutes().flatMap(({ accessRule }) =>
      typeof accessRule === 'object' && accessRule?.permission ? [accessRule.permission] : []
    )

    assert.deepEqual(
      [...new Set(asked)].filter((permission) => !catalogue.has(permission)),
      []
    )
  })

  test('the version has the very same routes', ({ assert }) => {
    const described = (prefix: string, routes: typeof all) =>
      routes
        .filter(({ pattern }) => pattern.startsWith(`${prefix}/`))
        .map(({ method, pattern, accessRule }) =>
          JSON.stringify([method, pattern.slice(prefix.length), accessRule])
        )
    const all = allRoutes()

    assert.sameMembers(described('/api/v1', all), described('/api', unversionedRoutes()))
  })

  test('R-10: a route that says nothing lets no one in', async ({ client }) => {
    const acme = await makeCompany()

    const response = await client.get('/api/probes/undeclared').bearerToken(acme.owner.token)

    response.assertStatus(403)
    response.assertBodyContains({ code: 'access_not_declared' })
  })

  test('a member without roles is told, on every route of customers, what they lack', async ({
    client,
    assert,
  }) => {
    const member = await hire(await makeCompany())
    /* Those of plugins are there only where the plugin is on. */
    const routes = unversionedRoutes().filter(
      ({ pattern, pluginId }) => pattern.startsWith('/api/customers') && pluginId === null
    )

    assert.isAbove(routes.length, 8)
    for (const { method, pattern, accessRule } of routes) {
      const path = pattern.replace(':id', member.userId)
      const response = await client.request(path, method).bearerToken(member.token)
      response.assertStatus(403)
      const { permission } = Object(accessRule)
      response.assertBodyContains({ code: 'permission_denied', permission })
    }
  })
})

function wordOf(requirement: AccessRule | null): string | null {
  return typeof requirement === 'object' ? requirement && 'permission' : requirement
}
