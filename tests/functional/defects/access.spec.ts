import { test } from '@japa/runner'
import { makeRole, systemRole } from '#tests/support/access'
import { api } from '#tests/support/api'
import { type Company, hire, hireWith, makeCompany, makePersona } from '#tests/support/personas'

/* What systems of this kind often get wrong. */
test.group('Common defects | access', (group) => {
  let acme: Company
  let globex: Company

  group.each.setup(async () => {
    ;[acme, globex] = await Promise.all([makeCompany(), makeCompany('Globex')])
  })

  test('no one creates {0} in an organization that is not theirs')
    .with([
      ['roles', { name: 'Smuggled' }],
      ['permissions', { resource: 'smuggled', action: 'read' }],
    ] as const)
    .run(async ({ client, assert }, [noun, body]) => {
      const { get } = api(client, acme.owner)
      const before = (await get(`/api/${noun}/`)).body().count
      for (const caller of [await makePersona(), globex.owner]) {
        const made = await api(client, caller).post(`/api/${noun}/`, {
          ...body,
          organization: acme.id,
        })
        made.assertStatus(404)
      }
      assert.equal((await get(`/api/${noun}/`)).body().count, before)
    })

  test('no one makes themselves an owner, or assigns themselves a role', async ({
    client,
    assert,
  }) => {
    const stranger = await makePersona()
    const member = await hire(acme)
    const admin = await systemRole(client, acme.owner, 'admin')
    for (const caller of [stranger, globex.owner, member]) {
      const { post } = api(client, caller)
      const owner = { organization: acme.id, user_id: caller.userId, role: 'owner', is_owner: true }
      const made = await post('/api/user-organizations/', owner)
      assert.include([403, 404, 405], made.status())
      const roles = { organization: acme.id, user_id: caller.userId, role_id: admin }
      const given = await post('/api/user-roles/', roles)
      assert.include([403, 404], given.status())
    }
    const raised = await api(client, member).patch(
      `/api/user-organizations/${member.membershipId}/`,
      { role: 'owner' }
    )
    raised.assertStatus(403)
    const { results } = (await api(client, acme.owner).get('/api/user-organizations/')).body()
    assert.deepEqual(results.filter((row: { is_owner: boolean }) => row.is_owner).length, 1)
  })

  test('people of other organizations are neither listed nor shown nor changed', async ({
    client,
    assert,
  }) => {
    const { get, patch } = api(client, globex.owner)
    const listed = await get('/api/users/')
    assert.include([403, 404, 405], listed.status())
    const path = `/api/users/${acme.owner.userId}/`
    assert.include([403, 404, 405], (await get(path)).status())
    assert.include([403, 404, 405], (await patch(path, { first_name: 'Mallory' })).status())
    const removed = await api(client, globex.owner).delete(path)
    assert.include([403, 404, 405], removed.status())
    const me = await api(client, acme.owner).get('/api/users/me/')
    assert.equal(me.body().first_name, 'Olivia')
  })

  test('profiles of other organizations are neither listed nor suspended', async ({
    client,
    assert,
  }) => {
    const member = await hire(acme)
    const made = await api(client, acme.owner).post('/api/user-profiles/', {
      user_id: member.userId,
      profile_type: 'vendor',
    })
    made.assertStatus(201)
    const { get, post } = api(client, globex.owner)
    const { results } = (await get('/api/user-profiles/')).body()
    assert.notInclude(JSON.stringify(results), made.body().id)
    const suspended = await post(`/api/user-profiles/${made.body().id}/suspend/`)
    suspended.assertStatus(404)
  })

  test('a member changes neither the organization nor its owner, and deletes nothing of it', async ({
    client,
    assert,
  }) => {
    const member = await hire(acme)
    const { patch, post } = api(client, member)
    const path = `/api/organizations/${acme.id}/`
    assert.equal((await patch(path, { name: 'Mine' })).status(), 403)
    assert.equal((await api(client, member).delete(path)).status(), 403)
    const locked = await post(`/api/user-organizations/${acme.owner.membershipId}/deactivate/`)
    locked.assertStatus(403)
    assert.equal((await api(client, acme.owner).get(path)).status(), 200)
  })

  test('a permission counts in the organization that gave it, and no other', async ({ client }) => {
    const manager = await hireWith(acme, ['roles:read', 'roles:create', 'roles:assign'])
    const foreign = await makeRole(client, globex.owner)
    const { post } = api(client, manager)
    const there = await post('/api/roles/', { organization: globex.id, name: 'Mine' })
    there.assertStatus(404)
    const mixed = await api(client, acme.owner).post('/api/user-roles/', {
      user_id: manager.userId,
      role_id: foreign,
    })
    mixed.assertStatus(422)
  })

  test('a suspended organization stands still, and the last owner stays', async ({
    client,
    assert,
  }) => {
    const leaving = await api(client, acme.owner).delete(
      `/api/user-organizations/${acme.owner.membershipId}/`
    )
    leaving.assertStatus(409)
    const suspended = await api(client, acme.owner).delete(`/api/organizations/${acme.id}/`)
    suspended.assertStatus(204)
    const after = await api(client, acme.owner).get('/api/pipelines/')
    assert.include([400, 403, 404], after.status())
  })

  test('organizations and roles of one name are made, and no member twice', async ({
    client,
    assert,
  }) => {
    const { post } = api(client, acme.owner)
    for (const noun of ['organizations', 'roles']) {
      const twins = []
      for (let time = 0; time < 2; time += 1) {
        const made = await post(`/api/${noun}/`, {
          name: 'Duplicate',
          ...(noun === 'roles' && { organization: acme.id }),
        })
        made.assertStatus(201)
        twins.push(made.body().slug)
      }
      assert.notEqual(twins[0], twins[1])
      assert.notInclude(twins, '')
    }
    const member = await hire(globex)
    const twice = await api(client, globex.owner).post('/api/invitations/', { email: member.email })
    twice.assertStatus(409)
    twice.assertBodyContains({ code: 'already_member' })
  })

  test('a role says what it grants, when it is made and ever after', async ({ client, assert }) => {
    const { get, post } = api(client, acme.owner)
    const made = await post('/api/roles/', { name: 'Reader', permissions: ['customers:read'] })
    made.assertStatus(201)
    const shown = (await get(`/api/roles/${made.body().id}/`)).body()
    for (const { permissions } of [made.body(), shown]) {
      assert.containSubset(permissions, [{ name: 'customers:read' }])
    }
  })

  test('whether others have a second factor is shown to nobody', async ({ client, assert }) => {
    await hire(acme)
    const admin = await hire(acme, { as: 'admin' })
    for (const caller of [acme.owner, admin]) {
      for (const path of [
        'user-organizations/',
        'user-profiles/',
        'user-roles/',
        `organizations/${acme.id}/members/`,
      ]) {
        const response = await api(client, caller).get(`/api/${path}`)
        response.assertStatus(200)
        assert.notMatch(response.text(), /two_factor|totp|password/)
      }
    }
  })
})
