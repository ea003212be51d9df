import { test } from '@japa/runner'
import { assignRole, makeRole, systemRole } from '#tests/support/access'
import { hire, hireWith, makeCompany } from '#tests/support/personas'
import { catalogue } from '#core/access/permission_catalog'
import { grantsOfSystemRole } from '#core/access/system_roles'

interface Shown {
  name: string
  reach: string
}

const idOf = (name: string) => catalogue.get(name)?.id ?? ''

test.group('Roles | index, show', () => {
  test('a new organization has the five built-in roles', async ({ client, assert }) => {
    const acme = await makeCompany()

    const response = await client.get('/api/roles/?ordering=slug').bearerToken(acme.owner.token)

    response.assertStatus(200)
    const roles: { slug: string; is_system_role: boolean; permission_count: number }[] =
      response.body().results
    assert.deepEqual(
      roles.map(({ slug }) => slug),
      ['admin', 'manager', 'sales', 'support', 'viewer']
    )
    for (const { slug, is_system_role: isSystemRole, permission_count: count } of roles) {
      assert.isTrue(isSystemRole)
      assert.equal(count, grantsOfSystemRole(slug).length)
    }
  })

  test('shows what a built-in role grants, as the code decides', async ({ client, assert }) => {
    const acme = await makeCompany()
    const id = await systemRole(client, acme.owner, 'sales')
    await assignRole(client, acme.owner, (await hire(acme)).userId, id)

    const response = await client.get(`/api/roles/${id}/`).bearerToken(acme.owner.token)

    response.assertStatus(200)
    assert.equal(response.body().user_count, 1)
    assert.sameMembers(
      response.body().permissions.map(({ name }: Shown) => name),
      [...grantsOfSystemRole('sales')]
    )
    assert.equal(response.body().permissions[0].id, idOf(response.body().permissions[0].name))
  })

  test('refuses anonymous callers, foreigners, and those without the permission', async ({
    client,
  }) => {
    const acme = await makeCompany()
    const globex = await makeCompany('Globex')
    const newcomer = await hire(acme)
    const path = `/api/roles/${await makeRole(client, acme.owner)}/`

    for (const url of ['/api/roles/', path]) {
      const anonymous = await client.get(url)
      anonymous.assertStatus(401)
      const denied = await client.get(url).bearerToken(newcomer.token)
      denied.assertStatus(403)
      denied.assertBodyContains({ permission: 'roles:read' })
    }
    const foreign = await client.get(path).bearerToken(globex.owner.token)
    foreign.assertStatus(404)
    const unknown = await client.get('/api/roles/?permissions=x').bearerToken(acme.owner.token)
    unknown.assertStatus(400)
  })
})

test.group('Roles | store', () => {
  test('grants by name, by id, and for own records only', async ({ client, assert }) => {
    const acme = await makeCompany()

    const response = await client
      .post('/api/roles/')
      .bearerToken(acme.owner.token)
      .json({
        name: 'Team lead',
        description: 'Leads',
        permission_ids: [idOf('customers:create')],
        permissions: ['customers:read', { permission: 'customers:update', reach: 'own' }],
      })

    response.assertStatus(201)
    assert.equal(response.header('location'), `/api/roles/${response.body().id}/`)
    response.assertBodyContains({
      name: 'Team lead',
      slug: 'team-lead',
      description: 'Leads',
      is_system_role: false,
      is_active: true,
      permission_count: 3,
      user_count: 0,
      version: 1,
    })
    assert.deepEqual(
      response.body().permissions.map(({ name, reach }: Shown) => `${name}/${reach}`),
      ['customers:create/all', 'customers:read/all', 'customers:update/own']
    )
  })

  test('roles of one name have different slugs, also when they are made at once', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()

    const responses = await Promise.all(
      Array.from({ length: 5 }, () =>
        client.post('/api/roles/').bearerToken(acme.owner.token).json({ name: 'Back office' })
      )
    )

    assert.sameMembers(
      responses.map((response) => response.body().slug),
      ['back-office', 'back-office-2', 'back-office-3', 'back-office-4', 'back-office-5']
    )
  })

  test('R-14: no one grants what they do not hold, nor further than they hold it', async ({
    client,
  }) => {
    const acme = await makeCompany()
    const lead = await hireWith(acme, ['roles:create', 'customers:read', 'customers:update/own'])
    const create = (permissions: unknown[]) =>
      client.post('/api/roles/').bearerToken(lead.token).json({ name: 'Mine', permissions })

    const held = await create(['customers:read', { permission: 'customers:update', reach: 'own' }])
    held.assertStatus(201)
    const lacking = await create(['customers:read', 'customers:delete'])
    lacking.assertStatus(403)
    lacking.assertBodyContains({ code: 'cannot_grant', permissions: ['customers:delete'] })
    const wider = await create(['customers:update'])
    wider.assertStatus(403)
    const owners = await client
      .post('/api/roles/')
      .bearerToken((await hire(acme, { as: 'admin' })).token)
      .json({ name: 'Owners', permissions: ['organizations:delete'] })
    owners.assertStatus(403)
  })

  test('refuses anonymous callers, those without the permission, and bad input', async ({
    client,
  }) => {
    const acme = await makeCompany()
    const viewer = await hire(acme, { roles: ['viewer'] })

    const anonymous = await client.post('/api/roles/').json({ name: 'X' })
    anonymous.assertStatus(401)
    const denied = await client.post('/api/roles/').bearerToken(viewer.token).json({ name: 'X' })
    denied.assertStatus(403)
    for (const body of [
      {},
      { name: '' },
      { name: 'x'.repeat(101) },
      { name: 'X', slug: 'x' },
      { name: 'X', system_key: 'admin' },
      { name: 'X', permissions: ['customers:fly'] },
      { name: 'X', permissions: ['customers'] },
      { name: 'X', permissions: [{ permission: 'customers:read', scope: 'own' }] },
      { name: 'X', permissions: [{ permission: 'customers:read', reach: 'mine' }] },
      { name: 'X', permission_ids: [viewer.userId] },
      { name: 'X', permission_ids: ['1'] },
    ]) {
      const invalid = await client.post('/api/roles/').bearerToken(acme.owner.token).json(body)
      invalid.assertStatus(422)
    }
  })

  test("another organization's own permission is as unknown as one that is not there", async ({
    client,
  }) => {
    const acme = await makeCompany()
    const globex = await makeCompany('Globex')
    const added = await client
      .post('/api/permissions/')
      .bearerToken(globex.owner.token)
      .json({ resource: 'rockets', action: 'launch' })

    for (const body of [
      { permission_ids: [added.body().id] },
      { permissions: ['rockets:launch'] },
    ]) {
      const response = await client
        .post('/api/roles/')
        .bearerToken(acme.owner.token)
        .json({ name: 'X', ...body })
      response.assertStatus(422)
    }
  })
})

test.group('Roles | update', () => {
  test('takes the permissions that are given, and leaves them when none are', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const id = await makeRole(client, acme.owner, { permissions: ['customers:read'] })
    const change = (body: object) =>
      client.patch(`/api/roles/${id}/`).bearerToken(acme.owner.token).json(body)

    const renamed = await change({ name: 'Renamed' })
    renamed.assertStatus(200)
    renamed.assertBodyContains({ name: 'Renamed', permission_count: 1, version: 2 })
    const replaced = await change({ permissions: ['customers:update', 'customers:create'] })
    assert.deepEqual(
      replaced.body().permissions.map(({ name }: Shown) => name),
      ['customers:create', 'customers:update']
    )
    assert.equal(replaced.body().version, 3)
    const emptied = await change({ permissions: [] })
    assert.equal(emptied.body().permission_count, 0)
  })

  test('what a role loses is gone at the next request of those who have it', async ({ client }) => {
    const acme = await makeCompany()
    const member = await hire(acme)
    const id = await makeRole(client, acme.owner, { permissions: ['customers:read'] })
    await assignRole(client, acme.owner, member.userId, id)
    const look = () => client.get('/api/customers/').bearerToken(member.token)

    const before = await look()
    before.assertStatus(200)
    await client.patch(`/api/roles/${id}/`).bearerToken(acme.owner.token).json({ is_active: false })
    const after = await look()
    after.assertStatus(403)
  })

  test('R-14: no one extends or activates a role beyond what they hold', async ({ client }) => {
    const acme = await makeCompany()
    const lead = await hireWith(acme, ['roles:read', 'roles:update', 'customers:read'])
    const id = await makeRole(client, acme.owner, {
      is_active: false,
      permissions: ['customers:delete'],
    })

    for (const body of [{ permissions: ['customers:create'] }, { is_active: true }]) {
      const response = await client.patch(`/api/roles/${id}/`).bearerToken(lead.token).json(body)
      response.assertStatus(403)
      response.assertBodyContains({ code: 'cannot_grant' })
    }
  })

  test('a built-in role stays as it is', async ({ client, assert }) => {
    const acme = await makeCompany()
    const path = `/api/roles/${await systemRole(client, acme.owner, 'viewer')}/`
    const before = await client.get(path).bearerToken(acme.owner.token)

    const attempts = await Promise.all([
      client.patch(path).bearerToken(acme.owner.token).json({ name: 'Mine' }),
      client.patch(path).bearerToken(acme.owner.token).json({ permissions: [] }),
      client.delete(path).bearerToken(acme.owner.token),
      client
        .post(`${path}assign_permission/`)
        .bearerToken(acme.owner.token)
        .json({ permission: 'customers:delete' }),
      client
        .post(`${path}remove_permission/`)
        .bearerToken(acme.owner.token)
        .json({ permission: 'customers:read' }),
    ])

    for (const attempt of attempts) {
      attempt.assertStatus(409)
      attempt.assertBodyContains({ code: 'system_role_is_fixed' })
    }
    const after = await client.get(path).bearerToken(acme.owner.token)
    assert.deepEqual(after.body(), before.body())
  })

  test('refuses anonymous callers, foreigners, those without the permission, and bad input', async ({
    client,
  }) => {
    const acme = await makeCompany()
    const globex = await makeCompany('Globex')
    const manager = await hire(acme, { roles: ['manager'] })
    const path = `/api/roles/${await makeRole(client, acme.owner)}/`

    const anonymous = await client.patch(path).json({ name: 'X' })
    anonymous.assertStatus(401)
    const foreign = await client.patch(path).bearerToken(globex.owner.token).json({ name: 'X' })
    foreign.assertStatus(404)
    const denied = await client.patch(path).bearerToken(manager.token).json({ name: 'X' })
    denied.assertStatus(403)
    for (const body of [{ name: null }, { slug: 'x' }, { user_count: 3 }]) {
      const invalid = await client.patch(path).bearerToken(acme.owner.token).json(body)
      invalid.assertStatus(422)
    }
  })
})

test.group('Roles | destroy', () => {
  test('takes the role from every user who has it', async ({ client }) => {
    const acme = await makeCompany()
    const member = await hire(acme)
    const id = await makeRole(client, acme.owner, { permissions: ['customers:read'] })
    await assignRole(client, acme.owner, member.userId, id)

    const deleted = await client.delete(`/api/roles/${id}/`).bearerToken(acme.owner.token)
    deleted.assertStatus(204)
    const gone = await client.get(`/api/roles/${id}/`).bearerToken(acme.owner.token)
    gone.assertStatus(404)
    const after = await client.get('/api/customers/').bearerToken(member.token)
    after.assertStatus(403)
  })

  test('refuses anonymous callers, foreigners, and those without the permission', async ({
    client,
  }) => {
    const acme = await makeCompany()
    const globex = await makeCompany('Globex')
    const manager = await hire(acme, { roles: ['manager'] })
    const path = `/api/roles/${await makeRole(client, acme.owner)}/`

    const anonymous = await client.delete(path)
    anonymous.assertStatus(401)
    const foreign = await client.delete(path).bearerToken(globex.owner.token)
    foreign.assertStatus(404)
    const denied = await client.delete(path).bearerToken(manager.token)
    denied.assertStatus(403)
  })
})

test.group('Roles | assign_permission, remove_permission', () => {
  test('puts a permission in and takes it out, as often as it is said', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const path = `/api/roles/${await makeRole(client, acme.owner)}/`
    const say = (verb: string, body: object) =>
      client.post(`${path}${verb}_permission/`).bearerToken(acme.owner.token).json(body)

    for (let time = 0; time < 2; time += 1) {
      const assigned = await say('assign', { permission: 'customers:read', reach: 'own' })
      assigned.assertStatus(200)
      assigned.assertBodyContains({ message: 'Permission assigned successfully.' })
      assert.equal(assigned.body().role.version, 2)
      assert.equal(assigned.body().role.permissions[0].reach, 'own')
    }
    for (let time = 0; time < 2; time += 1) {
      const removed = await say('remove', { permission_id: idOf('customers:read') })
      removed.assertStatus(200)
      removed.assertBodyContains({ role: { permission_count: 0, version: 3 } })
    }
  })

  test('R-14: no one assigns what they do not hold', async ({ client }) => {
    const acme = await makeCompany()
    const lead = await hireWith(acme, ['roles:read', 'roles:update', 'customers:read/own'])
    const id = await makeRole(client, acme.owner)

    for (const body of [
      { permission: 'customers:delete' },
      { permission: 'customers:read' },
      { permission_id: idOf('roles:create') },
    ]) {
      const response = await client
        .post(`/api/roles/${id}/assign_permission/`)
        .bearerToken(lead.token)
        .json(body)
      response.assertStatus(403)
      response.assertBodyContains({ code: 'cannot_grant' })
    }
  })

  test('refuses anonymous callers, foreigners, those without the permission, and bad input', async ({
    client,
  }) => {
    const acme = await makeCompany()
    const globex = await makeCompany('Globex')
    const manager = await hire(acme, { roles: ['manager'] })
    const id = await makeRole(client, acme.owner)

    for (const verb of ['assign', 'remove']) {
      const path = `/api/roles/${id}/${verb}_permission/`
      const body = { permission: 'customers:read' }
      const anonymous = await client.post(path).json(body)
      anonymous.assertStatus(401)
      const foreign = await client.post(path).bearerToken(globex.owner.token).json(body)
      foreign.assertStatus(404)
      const denied = await client.post(path).bearerToken(manager.token).json(body)
      denied.assertStatus(403)
      for (const wrong of [{}, { permission: 'no:thing' }, { permission_id: id }, { role: 1 }]) {
        const invalid = await client.post(path).bearerToken(acme.owner.token).json(wrong)
        invalid.assertStatus(422)
      }
    }
  })
})
