import { test } from '@japa/runner'
import { assignRole, makeRole } from '#tests/support/access'
import { makeCustomer } from '#tests/support/customers'
import { type Company, type Persona, hire, hireWith, makeCompany } from '#tests/support/personas'
import type { ApiClient } from '@japa/api-client'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

const EXPLAIN = '/api/access/explain/'

async function explain(client: ApiClient, by: Persona, query: Record<string, string>) {
  const response = await client.get(EXPLAIN).qs(query).bearerToken(by.token)
  response.assertStatus(200)
  return response.body()
}

const run = (sql: string, id: string) => UnitOfWork.run(asSystem, (unit) => unit.query(sql, [id]))

test.group('Access | explain', () => {
  test('says that an owner and an admin may by their place', async ({ client, assert }) => {
    const acme = await makeCompany()
    const admin = await hire(acme, { as: 'admin' })

    for (const persona of [acme.owner, admin]) {
      const answer = await explain(client, acme.owner, {
        user: persona.userId,
        resource: 'customers',
        action: 'delete',
      })
      assert.containsSubset(answer, {
        allowed: true,
        decided_by: 'place',
        permission: 'customers:delete',
        reach: 'all',
        user: persona.userId,
      })
    }
  })

  test('names the roles of a member, and how far each reaches', async ({ client, assert }) => {
    const acme = await makeCompany()
    const member = await hire(acme, { roles: ['viewer'] })
    const role = await makeRole(client, acme.owner, {
      name: 'Own keepers',
      permissions: ['customers:update/own'],
    })
    await assignRole(client, acme.owner, member.userId, role)
    const about = { user: member.userId, resource: 'customers' }

    const read = await explain(client, acme.owner, about)
    const update = await explain(client, acme.owner, { ...about, action: 'update' })
    const exported = await explain(client, acme.owner, { ...about, action: 'export' })

    assert.containsSubset(read, { allowed: true, decided_by: 'role', reach: 'all' })
    assert.containsSubset(update, { allowed: true, decided_by: 'role', reach: 'own' })
    assert.deepEqual(
      update.steps
        .at(-1)
        .roles.map(({ name, reach }: { name: string; reach: string }) => [name, reach]),
      [
        ['Own keepers', 'own'],
        ['Viewer', null],
      ]
    )
    assert.containsSubset(exported, { allowed: false, decided_by: 'role', reach: null })
  })

  test('says of one record whether it is the user’s own', async ({ client, assert }) => {
    const acme = await makeCompany()
    const member = await hireWith(acme, ['customers:create', 'customers:read/own'])
    const made = await client
      .post('/api/customers/')
      .bearerToken(member.token)
      .json({ name: 'Their own' })
    const other = await makeCustomer(acme)
    const about = { user: member.userId, resource: 'customers' }

    for (const [id, allowed] of [
      [made.body().id, true],
      [other, false],
      [acme.id, false],
    ] as const) {
      const answer = await explain(client, acme.owner, { ...about, id })
      assert.containsSubset(answer, { allowed, decided_by: 'record', reach: 'own', id })
      const shown = await client.get(`/api/customers/${id}/`).bearerToken(member.token)
      assert.equal(shown.status() === 200, allowed)
    }
  })

  test('knows the permissions that an organization added for its clients', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const globex = await makeCompany('Globex')
    for (const added of [
      { resource: 'rockets', action: 'launch' },
      { resource: 'customers', action: 'praise' },
    ]) {
      const made = await client
        .post('/api/permissions/')
        .bearerToken(acme.owner.token)
        .json({ ...added, description: 'Of our own' })
      made.assertStatus(201)
    }
    const pilot = await hireWith(acme, ['rockets:launch', 'customers:read', 'customers:praise/own'])
    const sales = await hire(acme, { roles: ['sales'] })
    const customer = await makeCustomer(acme)

    for (const persona of [acme.owner, pilot, sales]) {
      const me = await client.get('/api/users/me/').bearerToken(persona.token)
      const { permissions } = me.body().memberships[0]
      for (const name of ['rockets:launch', 'customers:praise', 'customers:read']) {
        const [resource = '', action = ''] = name.split(':')
        const about = { user: persona.userId, resource, action }
        const answer = await explain(client, acme.owner, about)
        assert.equal(answer.allowed, permissions.includes(name), name)
      }
    }
    const praise = { user: pilot.userId, resource: 'customers', action: 'praise', id: customer }
    const answer = await explain(client, acme.owner, praise)
    assert.containsSubset(answer, { allowed: false, decided_by: 'record', reach: 'own' })
    const elsewhere = await client
      .get(EXPLAIN)
      .qs({ resource: 'rockets', action: 'launch' })
      .bearerToken(globex.owner.token)
    elsewhere.assertStatus(400)
    elsewhere.assertBodyContains({ parameter: 'resource' })
  })

  test('says that only an owner touches an owner, and that every user may leave', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const admin = await hire(acme, { as: 'admin' })
    const member = await hire(acme)
    const about = (who: Persona, action: string, id: string) =>
      explain(client, acme.owner, {
        user: who.userId,
        resource: 'user-organizations',
        action,
        id,
      })

    const refused = await about(admin, 'update', acme.owner.membershipId)
    assert.containsSubset(refused, { allowed: false, decided_by: 'policy' })
    assert.equal(refused.steps.at(-1).detail, 'Only an owner may do this to an owner.')
    assert.isTrue((await about(admin, 'update', member.membershipId)).allowed)
    const leaving = await about(member, 'delete', member.membershipId)
    assert.containsSubset(leaving, { allowed: true, decided_by: 'self' })
    assert.isFalse((await about(member, 'delete', admin.membershipId)).allowed)
  })

  test('says that no role lets anyone delete the organization', async ({ client, assert }) => {
    const acme = await makeCompany()
    const granted = await hireWith(acme, ['organizations:delete'])

    const answer = await explain(client, acme.owner, {
      user: granted.userId,
      resource: 'organizations',
      action: 'delete',
    })

    assert.containsSubset(answer, { allowed: false, reach: null })
  })

  test('says who is locked out, and where', async ({ client, assert }) => {
    const acme: Company = await makeCompany()
    const member = await hire(acme, { roles: ['viewer'] })
    const about = { user: member.userId, resource: 'customers' }

    await run('UPDATE user_roles SET is_active = false WHERE user_id = $1', member.userId)
    assert.equal((await explain(client, acme.owner, about)).decided_by, 'role')
    await run('UPDATE user_organizations SET is_active = false WHERE user_id = $1', member.userId)
    const left = await explain(client, acme.owner, about)
    assert.containsSubset(left, { allowed: false, decided_by: 'membership', reach: null })
    await run('UPDATE users SET is_active = false WHERE id = $1', member.userId)
    const out = await explain(client, acme.owner, about)
    assert.containsSubset(out, { allowed: false, decided_by: 'user' })
  })

  test('says which permission shows a field', async ({ client, assert }) => {
    const acme = await makeCompany()
    const reader = await hireWith(acme, ['customers:read'])
    const answer = await explain(client, acme.owner, {
      user: reader.userId,
      resource: 'customers',
      field: 'credit_limit',
    })

    assert.containsSubset(answer, { allowed: true, decided_by: 'field', field: 'credit_limit' })
  })

  test('any member may ask about themselves, and those who read roles about others', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const member = await hireWith(acme, ['customers:read/own'])
    const other = await makeCustomer(acme)

    const own = await explain(client, member, { resource: 'customers' })
    assert.containsSubset(own, { allowed: true, reach: 'own', user: member.userId })
    const hidden = await explain(client, member, { resource: 'customers', id: other })
    const absent = await explain(client, member, { resource: 'customers', id: acme.id })
    assert.deepEqual({ ...hidden, id: null }, { ...absent, id: null })
    const refused = await client
      .get(EXPLAIN)
      .qs({ user: acme.owner.userId, resource: 'customers' })
      .bearerToken(member.token)
    refused.assertStatus(403)
    refused.assertBodyContains({ permission: 'roles:read' })
  })

  test('knows no one of another organization', async ({ client }) => {
    const acme = await makeCompany()
    const stranger = (await makeCompany('Globex')).owner

    for (const user of [stranger.userId, '00000000-0000-7000-8000-000000000000']) {
      const response = await client
        .get(EXPLAIN)
        .qs({ user, resource: 'customers' })
        .bearerToken(acme.owner.token)
      response.assertStatus(404)
    }
    const anonymous = await client.get(EXPLAIN).qs({ resource: 'customers' })
    anonymous.assertStatus(401)
  })

  test('refuses a question that it does not understand, naming the parameter', async ({
    client,
  }) => {
    const { owner } = await makeCompany()

    for (const [query, parameter] of [
      [{}, 'resource'],
      [{ resource: 'rockets' }, 'resource'],
      [{ resource: 'users' }, 'resource'],
      [{ resource: 'customers', action: 'launch' }, 'action'],
      [{ resource: 'customers', field: 'search_text' }, 'field'],
      [{ resource: 'customers', field: 'constructor' }, 'field'],
      [{ resource: 'customers', field: '__proto__' }, 'field'],
      [{ resource: 'customers', toString: '1' }, 'toString'],
      [{ resource: 'customers', id: 'x' }, 'id'],
      [{ resource: 'customers', user: 'x' }, 'user'],
      [{ resource: 'customers', verbose: '1' }, 'verbose'],
    ] as const) {
      const response = await client.get(EXPLAIN).qs(query).bearerToken(owner.token)
      response.assertStatus(400)
      response.assertBodyContains({ parameter })
    }
  })

  test('R-11: says the same as the routes do, for every built-in role', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    for (const role of ['manager', 'sales', 'support', 'viewer'] as const) {
      const member = await hire(acme, { roles: [role] })
      const { allowed } = await explain(client, member, {
        resource: 'customers',
        action: 'export',
      })
      const response = await client.get('/api/customers/export/').bearerToken(member.token)
      assert.equal(response.status() === 200, allowed, role)
    }
  })
})
