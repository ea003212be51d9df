import { test } from '@japa/runner'
import { assignRole, makeRole, systemRole } from '#tests/support/access'
import { api } from '#tests/support/api'
import { hire, hireWith, makeCompany } from '#tests/support/personas'
import { catalogue } from '#core/access/permission_catalog'

const MEANINGLESS = ['organizations:update', 'permissions:delete', 'roles:create']

test.group('Roles | grants narrowed to own records', () => {
  test('R-14: are refused where no record is anyone’s own, naming them', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const owner = api(client, acme.owner)
    const role = await makeRole(client, acme.owner, { permissions: ['customers:read/own'] })

    for (const name of MEANINGLESS) {
      const permissions = ['customers:read', `${name}/own`]
      const id = catalogue.get(name)?.id
      for (const [response, field] of [
        [await owner.post('/api/roles/', { name: 'New', permissions }), 'permissions'],
        [await owner.patch(`/api/roles/${role}/`, { permissions }), 'permissions'],
        [
          await owner.post(`/api/roles/${role}/assign_permission/`, {
            permission: name,
            reach: 'own',
          }),
          'reach',
        ],
        [
          await owner.post(`/api/roles/${role}/assign_permission/`, {
            permission_id: id,
            reach: 'own',
          }),
          'reach',
        ],
      ] as const) {
        response.assertStatus(422)
        response.assertBodyContains({ errors: [{ field, rule: 'narrowable' }] })
        assert.include(response.body().errors[0].message, name)
      }
    }
    const kept = await owner.get(`/api/roles/${role}/`)
    assert.equal(kept.body().permission_count, 1)
  })

  test('R-14: let no one do anything where they are kept from before', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const member = await hireWith(
      acme,
      MEANINGLESS.map((name) => `${name}/own`)
    )
    const caller = api(client, member)
    const added = await api(client, acme.owner).post('/api/permissions/', {
      resource: 'rockets',
      action: 'launch',
    })

    for (const [response, permission] of [
      [
        await caller.patch(`/api/organizations/${acme.id}/`, { name: 'Their own' }),
        'organizations:update',
      ],
      [await caller.delete(`/api/permissions/${added.body().id}/`), 'permissions:delete'],
      [await caller.post('/api/roles/', { name: 'Their own' }), 'roles:create'],
    ] as const) {
      response.assertStatus(403)
      response.assertBodyContains({ permission })
    }
    const me = await caller.get('/api/users/me/')
    assert.deepEqual(me.body().memberships[0].permissions, [])
    const roles = await api(client, acme.owner).get('/api/roles/?ordering=-created_at')
    assert.equal(roles.body().results[0].permission_count, 0)
    const explained = await caller.get('/api/access/explain/?resource=organizations&action=update')
    explained.assertBodyContains({ allowed: false, decided_by: 'role', reach: null })
  })

  test('each permission says whether it can be narrowed', async ({ client, assert }) => {
    const acme = await makeCompany()
    const owner = api(client, acme.owner)
    await owner.post('/api/permissions/', { resource: 'rockets', action: 'launch' })

    for (const [name, narrowable] of [
      ['customers:read', true],
      ['members:update', true],
      ['rockets:launch', true],
      ['organizations:update', false],
    ] as const) {
      const response = await owner.get(`/api/permissions/?name=${name}`)
      assert.equal(response.body().results[0].is_narrowable, narrowable, name)
    }
    const role = await makeRole(client, acme.owner, { permissions: ['rockets:launch/own'] })
    const shown = await owner.get(`/api/roles/${role}/`)
    shown.assertBodyContains({ permissions: [{ name: 'rockets:launch', reach: 'own' }] })
  })

  test('R-14: a user who may create their own records creates none for others', async ({
    client,
  }) => {
    const acme = await makeCompany()
    const viewer = await systemRole(client, acme.owner, 'viewer')
    const colleague = await hire(acme)
    const member = await hireWith(acme, ['user-roles:create/own', 'members:read'])
    await assignRole(client, acme.owner, member.userId, viewer)
    const assign = (userId: string) =>
      api(client, member).post('/api/user-roles/', { user_id: userId, role_id: viewer })

    const others = await assign(colleague.userId)
    others.assertStatus(403)
    const roles = await api(client, acme.owner).get(`/api/user-roles/?user=${colleague.userId}`)
    roles.assertBodyContains({ count: 0 })
    const own = await assign(member.userId)
    own.assertStatus(409)
  })
})
