import { test } from '@japa/runner'
import fc from 'fast-check'
import { catalogue, isNarrowable } from '#core/access/permission_catalog'
import { Grants } from '#core/access/grants'
import { grantsOfSystemRole, systemRoles } from '#core/access/system_roles'

const names = [...catalogue.keys()]
const permission = fc.constantFrom(...names)
const grant = fc.tuple(permission, fc.constantFrom('own', 'all'))

test.group('Grants', () => {
  test('what no one granted is denied', ({ assert }) => {
    for (const grants of [new Grants('member'), new Grants(null, ['admin'], ['roles:read/all'])]) {
      for (const name of names) assert.isFalse(grants.allows(name))
    }
  })

  test("an owner may everything, an admin everything but what is the owner's", ({ assert }) => {
    for (const name of names) {
      assert.isTrue(new Grants('owner').includes(name, 'all'))
      assert.equal(new Grants('admin').includes(name, 'all'), name !== 'organizations:delete')
    }
  })

  test('roles add up, and the wider reach wins in any order', ({ assert }) => {
    fc.assert(
      fc.property(fc.array(grant, { maxLength: 12 }), permission, (granted, asked) => {
        const written = granted.map(([name, reach]) => `${name}/${reach}`)
        const reaches = granted.filter(([name]) => name === asked).map(([, reach]) => reach)
        const own = isNarrowable(asked) ? (reaches[0] ?? null) : null
        const expected = reaches.includes('all') ? 'all' : own

        assert.equal(new Grants('member', [], written).reach(asked), expected)
        assert.equal(new Grants('member', [], written.toReversed()).reach(asked), expected)
      })
    )
  })

  test('a user with a grant for their own passes on no more than that', ({ assert }) => {
    const grants = new Grants('member', [], ['customers:read/own'])
    assert.isTrue(grants.includes('customers:read', 'own'))
    assert.isFalse(grants.includes('customers:read', 'all'))
    assert.isFalse(grants.includes('customers:update', 'own'))
  })

  test('R-14: a grant for one’s own covers nothing where no record is a user’s own', ({
    assert,
  }) => {
    const meaningless = names.filter(
      (name) => !isNarrowable(name) && name !== 'organizations:delete'
    )
    assert.includeMembers(meaningless, [
      'organizations:update',
      'permissions:delete',
      'roles:create',
      'plugins:manage',
      'pipeline-stages:update',
    ])
    assert.notIncludeMembers(meaningless, ['customers:update', 'members:update'])
    for (const name of meaningless) {
      assert.isFalse(new Grants('member', [], [`${name}/own`]).allows(name), name)
      assert.equal(new Grants('member', [], [`${name}/own`, `${name}/all`]).reach(name), 'all')
    }
  })

  test('R-14: what is an owner’s alone no role grants', ({ assert }) => {
    const name = 'organizations:delete'
    assert.isFalse(new Grants('member', ['admin'], [`${name}/all`]).allows(name))
    assert.isFalse(new Grants('admin', [], [`${name}/all`]).allows(name))
    assert.equal(new Grants('owner').reach(name), 'all')
  })

  test('a built-in role grants permissions that there are', ({ assert }) => {
    for (const { key } of systemRoles) {
      assert.isNotEmpty(grantsOfSystemRole(key))
      assert.isTrue(grantsOfSystemRole(key).every((name) => catalogue.has(name)))
    }
    assert.isEmpty(grantsOfSystemRole('emperor'))
  })
})
