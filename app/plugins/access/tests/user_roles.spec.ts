import { test } from '@japa/runner'
import { assignRole, makeRole, systemRole } from '#tests/support/access'
import { hire, hireWith, makeCompany } from '#tests/support/personas'

test.group('User roles | index, show, my_roles', () => {
  test('shows who has which role, and who assigned it', async ({ client }) => {
    const acme = await makeCompany()
    const member = await hire(acme)
    const role = await systemRole(client, acme.owner, 'sales')
    const id = await assignRole(client, acme.owner, member.userId, role)

    for (const url of [`/api/user-roles/${id}/`, `/api/user-roles/?user=${member.userId}`]) {
      const response = await client.get(url).bearerToken(acme.owner.token)
      response.assertStatus(200)
      const entry = {
        id,
        user: { id: member.userId },
        organization: { id: acme.id },
        role: { id: role, slug: 'sales', is_system_role: true },
        is_active: true,
        assigned_by: { id: acme.owner.userId },
      }
      response.assertBodyContains(url.includes('?') ? { count: 1, results: [entry] } : entry)
    }
  })

  test('any member sees their own active roles, and those only', async ({ client, assert }) => {
    const acme = await makeCompany()
    const member = await hire(acme)
    await hire(acme, { roles: ['viewer'] })
    const active = await assignRole(
      client,
      acme.owner,
      member.userId,
      await makeRole(client, acme.owner)
    )
    const sleeping = await assignRole(
      client,
      acme.owner,
      member.userId,
      await makeRole(client, acme.owner)
    )
    await client
      .patch(`/api/user-roles/${sleeping}/`)
      .bearerToken(acme.owner.token)
      .json({ is_active: false })

    const response = await client.get('/api/user-roles/my_roles/').bearerToken(member.token)

    response.assertStatus(200)
    assert.deepEqual(
      response.body().map(({ id }: { id: string }) => id),
      [active]
    )
  })

  test('one’s own come at once: there are no pages of them', async ({ client }) => {
    const { owner } = await makeCompany()

    for (const paging of ['page', 'page_size', 'cursor', 'count']) {
      for (const path of ['user-roles/my_roles', 'user-profiles/my_profiles']) {
        const response = await client
          .get(`/api/${path}/`)
          .qs({ [paging]: '1' })
          .bearerToken(owner.token)
        response.assertStatus(400)
        response.assertBodyContains({ code: 'unknown_parameter', parameter: paging })
      }
    }
  })

  test('refuses anonymous callers, foreigners, and those without the permission', async ({
    client,
  }) => {
    const acme = await makeCompany()
    const globex = await makeCompany('Globex')
    const member = await hire(acme)
    const id = await assignRole(
      client,
      acme.owner,
      member.userId,
      await makeRole(client, acme.owner)
    )

    for (const url of ['/api/user-roles/', `/api/user-roles/${id}/`]) {
      const anonymous = await client.get(url)
      anonymous.assertStatus(401)
      const denied = await client.get(url).bearerToken(member.token)
      denied.assertStatus(403)
    }
    const mine = await client.get('/api/user-roles/my_roles/')
    mine.assertStatus(401)
    const foreign = await client.get(`/api/user-roles/${id}/`).bearerToken(globex.owner.token)
    foreign.assertStatus(404)
  })
})

test.group('User roles | store', () => {
  test('gives the member what the role grants, from their next request on', async ({ client }) => {
    const acme = await makeCompany()
    const member = await hire(acme)
    const look = () => client.get('/api/customers/').bearerToken(member.token)

    const before = await look()
    before.assertStatus(403)
    await assignRole(
      client,
      acme.owner,
      member.userId,
      await systemRole(client, acme.owner, 'viewer')
    )
    const after = await look()
    after.assertStatus(200)
  })

  test('no one assigns a role that grants more than they hold', async ({ client }) => {
    const acme = await makeCompany()
    const lead = await hireWith(acme, ['user-roles:create', 'roles:read', 'customers:read'])
    const small = await makeRole(client, acme.owner, {
      permissions: [{ permission: 'customers:read', reach: 'own' }],
    })
    const large = await makeRole(client, acme.owner, { permissions: ['customers:delete'] })
    const assign = (role: string) =>
      client
        .post('/api/user-roles/')
        .bearerToken(lead.token)
        .json({ user_id: lead.userId, role_id: role })

    const allowed = await assign(small)
    allowed.assertStatus(201)
    for (const role of [large, await systemRole(client, acme.owner, 'sales')]) {
      const refused = await assign(role)
      refused.assertStatus(403)
      refused.assertBodyContains({ code: 'cannot_grant' })
    }
  })

  test('only active members have roles, and each role once', async ({ client }) => {
    const acme = await makeCompany()
    const globex = await makeCompany('Globex')
    const [member, gone] = [await hire(acme), await hire(acme)]
    const role = await makeRole(client, acme.owner)
    await client
      .post(`/api/user-organizations/${gone.membershipId}/deactivate/`)
      .bearerToken(acme.owner.token)
    const assign = (userId: string, roleId: string) =>
      client
        .post('/api/user-roles/')
        .bearerToken(acme.owner.token)
        .json({ user_id: userId, role_id: roleId })

    for (const stranger of [gone.userId, globex.owner.userId]) {
      const response = await assign(stranger, role)
      response.assertStatus(422)
      response.assertBodyContains({ errors: [{ field: 'user_id', rule: 'exists' }] })
    }
    const foreignRole = await assign(member.userId, await makeRole(client, globex.owner))
    foreignRole.assertStatus(422)
    foreignRole.assertBodyContains({ errors: [{ field: 'role_id', rule: 'exists' }] })
    const first = await assign(member.userId, role)
    first.assertStatus(201)
    const second = await assign(member.userId, role)
    second.assertStatus(409)
  })

  test('refuses anonymous callers, those without the permission, and bad input', async ({
    client,
  }) => {
    const acme = await makeCompany()
    const manager = await hire(acme, { roles: ['manager'] })
    const body = { user_id: manager.userId, role_id: await makeRole(client, acme.owner) }

    const anonymous = await client.post('/api/user-roles/').json(body)
    anonymous.assertStatus(401)
    const denied = await client.post('/api/user-roles/').bearerToken(manager.token).json(body)
    denied.assertStatus(403)
    for (const wrong of [
      {},
      { ...body, user_id: 'x' },
      { ...body, assigned_by_id: body.user_id },
    ]) {
      const invalid = await client
        .post('/api/user-roles/')
        .bearerToken(acme.owner.token)
        .json(wrong)
      invalid.assertStatus(422)
    }
  })
})

test.group('User roles | update, destroy', () => {
  test('a role that rests grants nothing, and waking it is granting it', async ({ client }) => {
    const acme = await makeCompany()
    const lead = await hireWith(acme, ['user-roles:read', 'user-roles:update'])
    const member = await hire(acme)
    const role = await systemRole(client, acme.owner, 'viewer')
    const id = await assignRole(client, acme.owner, member.userId, role)
    const set = (token: string, isActive: boolean) =>
      client.patch(`/api/user-roles/${id}/`).bearerToken(token).json({ is_active: isActive })

    const rested = await set(lead.token, false)
    rested.assertStatus(200)
    const denied = await client.get('/api/customers/').bearerToken(member.token)
    denied.assertStatus(403)
    const refused = await set(lead.token, true)
    refused.assertStatus(403)
    refused.assertBodyContains({ code: 'cannot_grant' })
    const woken = await set(acme.owner.token, true)
    woken.assertStatus(200)
    woken.assertBodyContains({ is_active: true, version: 3 })
  })

  test('a role that is taken away grants nothing any more', async ({ client }) => {
    const acme = await makeCompany()
    const member = await hire(acme)
    const role = await systemRole(client, acme.owner, 'viewer')
    const id = await assignRole(client, acme.owner, member.userId, role)

    const deleted = await client.delete(`/api/user-roles/${id}/`).bearerToken(acme.owner.token)
    deleted.assertStatus(204)
    const denied = await client.get('/api/customers/').bearerToken(member.token)
    denied.assertStatus(403)
  })

  test('refuses anonymous callers, foreigners, those without the permission, and bad input', async ({
    client,
  }) => {
    const acme = await makeCompany()
    const globex = await makeCompany('Globex')
    const manager = await hire(acme, { roles: ['manager'] })
    const id = await assignRole(
      client,
      acme.owner,
      manager.userId,
      await makeRole(client, acme.owner)
    )
    const path = `/api/user-roles/${id}/`
    const body = { is_active: false }

    const anonymous = [await client.patch(path).json(body), await client.delete(path)]
    for (const response of anonymous) response.assertStatus(401)
    const foreign = [
      await client.patch(path).bearerToken(globex.owner.token).json(body),
      await client.delete(path).bearerToken(globex.owner.token),
    ]
    for (const response of foreign) response.assertStatus(404)
    const denied = [
      await client.patch(path).bearerToken(manager.token).json(body),
      await client.delete(path).bearerToken(manager.token),
    ]
    for (const response of denied) response.assertStatus(403)
    for (const wrong of [{ is_active: 'yes' }, { role_id: id }, { user_id: globex.owner.userId }]) {
      const invalid = await client.patch(path).bearerToken(acme.owner.token).json(wrong)
      invalid.assertStatus(422)
    }
  })
})
