import { test } from '@japa/runner'
import { makeCustomer, makeCustomers } from '#tests/support/customers'
import { type Company, hire, hireWith, makeCompany } from '#tests/support/personas'

test.group('Customers | bulk', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('asks anonymous callers to log in, and refuses who may not', async ({ client, assert }) => {
    const viewer = await hire(acme, { roles: ['viewer'] })
    const clerk = await hireWith(acme, ['customers:read', 'customers:bulk'])
    const ids = await makeCustomers(acme, 1)
    for (const [path, body, permission] of [
      ['bulk_delete', { ids }, 'customers:delete'],
      ['bulk_update', { ids, data: { city: 'Rome' } }, 'customers:update'],
    ] as const) {
      const url = `/api/customers/${path}/`
      assert.equal((await client.post(url).json(body)).status(), 401)
      const refused = await client.post(url).bearerToken(viewer.token).json(body)
      refused.assertStatus(403)
      refused.assertBodyContains({ permission: 'customers:bulk' })
      const halfway = await client.post(url).bearerToken(clerk.token).json(body)
      halfway.assertStatus(403)
      halfway.assertBodyContains({ permission })
    }
  })

  test('R-16: changes each record as if alone, and reports those that it cannot', async ({
    client,
    assert,
  }) => {
    const globex = await makeCompany('Globex')
    const [first = '', second = ''] = await makeCustomers(acme, 2)
    const foreign = await makeCustomer(globex)
    const ids = [second, foreign, 'nonsense', first]

    const response = await client
      .post('/api/customers/bulk_update/')
      .bearerToken(acme.owner.token)
      .json({ ids, data: { status: 'inactive' } })

    response.assertStatus(200)
    assert.equal(response.body().count, 2)
    assert.deepEqual(
      response.body().results.map(({ id, status }: { id: string; status: number }) => [id, status]),
      [
        [second, 200],
        [foreign, 404],
        ['nonsense', 404],
        [first, 200],
      ]
    )
    const list = await client.get('/api/customers/?status=inactive').bearerToken(acme.owner.token)
    assert.equal(list.body().count, 2)
    const theirs = await client.get(`/api/customers/${foreign}/`).bearerToken(globex.owner.token)
    assert.equal(theirs.body().status, 'active')
  })

  test('keeps what was done when one record is refused by the database', async ({
    client,
    assert,
  }) => {
    const member = await hire(acme)
    const ids = await makeCustomers(acme, 2)
    const response = await client
      .post('/api/customers/bulk_update/')
      .bearerToken(acme.owner.token)
      .json({ ids, data: { user_id: member.userId } })
    response.assertStatus(200)
    assert.sameMembers(
      response.body().results.map(({ status }: { status: number }) => status),
      [200, 409]
    )
    assert.equal(response.body().count, 1)
  })

  test('R-16: touches only the caller’s own where only those were granted', async ({
    client,
    assert,
  }) => {
    const seller = await hireWith(acme, [
      'customers:read',
      'customers:create',
      'customers:bulk',
      'customers:delete/own',
    ])
    const theirs = await makeCustomer(acme)
    const made = await client
      .post('/api/customers/')
      .bearerToken(seller.token)
      .json({ name: 'Mine' })
    const response = await client
      .post('/api/customers/bulk_delete/')
      .bearerToken(seller.token)
      .json({ ids: [theirs, made.body().id] })
    assert.deepEqual(
      response.body().results.map(({ status }: { status: number }) => status),
      [403, 204]
    )
  })

  test('R-16: refuses wrong input before it touches anything', async ({ client, assert }) => {
    const ids = await makeCustomers(acme, 1)
    const tooMany = Array.from({ length: 101 }, (_, number) => `id-${number}`)
    const wrong: [string, Record<string, unknown>][] = [
      ['bulk_delete', {}],
      ['bulk_delete', { ids: [] }],
      ['bulk_delete', { ids: 'all' }],
      ['bulk_delete', { ids: tooMany }],
      ['bulk_delete', { ids: [...ids, ...ids] }],
      ['bulk_delete', { ids, more: true }],
      ['bulk_update', { ids }],
      ['bulk_update', { ids, data: {} }],
      ['bulk_update', { ids, data: { status: 'unheard' } }],
      ['bulk_update', { ids, data: { organization_id: acme.id } }],
      ['bulk_update', { ids, data: { code: 'X' } }],
    ]
    for (const [path, body] of wrong) {
      const response = await client
        .post(`/api/customers/${path}/`)
        .bearerToken(acme.owner.token)
        .json(body)
      assert.equal(response.status(), 422, JSON.stringify(body).slice(0, 60))
    }
    const list = await client.get('/api/customers/').bearerToken(acme.owner.token)
    assert.equal(list.body().count, 1)
    const idle = await client
      .post('/api/customers/bulk_update/')
      .bearerToken(acme.owner.token)
      .json({ ids, data: {} })
    idle.assertBodyContains({ errors: [{ field: 'data', rule: 'changes' }] })
  })
})
