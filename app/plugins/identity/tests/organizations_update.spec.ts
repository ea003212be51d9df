import { test } from '@japa/runner'
import { hire, hireWith, join, makeCompany } from '#tests/support/personas'

test.group('Organizations | update', () => {
  test('changes what was sent and keeps the rest', async ({ client, assert }) => {
    const acme = await makeCompany()
    const url = `/api/organizations/${acme.id}/`
    const admin = await hire(acme, { as: 'admin' })

    const put = await client
      .put(url)
      .bearerToken(acme.owner.token)
      .json({ industry: 'Tools', settings: { theme: 'dark' } })
    put.assertStatus(200)
    const patch = await client.patch(url).bearerToken(admin.token).json({ city: 'Berlin' })

    patch.assertStatus(200)
    assert.containsSubset(patch.body(), {
      industry: 'Tools',
      city: 'Berlin',
      settings: { theme: 'dark' },
      version: 3,
    })
    const cleared = await client
      .patch(url)
      .bearerToken(admin.token)
      .json({ industry: null, settings: null })
    assert.containsSubset(cleared.body(), { industry: null, settings: {} })
  })

  test('needs the permission in that organization, not in the active one', async ({
    client,
    assert,
  }) => {
    const [acme, globex] = await Promise.all([makeCompany(), makeCompany('Globex')])
    await join(globex, acme.owner)

    const response = await client
      .patch(`/api/organizations/${globex.id}/`)
      .header('x-organization-id', acme.id)
      .bearerToken(acme.owner.token)
      .json({ name: 'Taken over' })

    response.assertStatus(403)
    response.assertBodyContains({ permission: 'organizations:update' })
    const seen = await client
      .get(`/api/organizations/${globex.id}/`)
      .bearerToken(globex.owner.token)
    assert.notEqual(seen.body().name, 'Taken over')
  })

  test('lets members in by permission', async ({ client }) => {
    const acme = await makeCompany()
    const [granted, plain] = await Promise.all([
      hireWith(acme, ['organizations:update']),
      hire(acme, { roles: ['manager'] }),
    ])
    for (const [member, status] of [
      [granted, 200],
      [plain, 403],
    ] as const) {
      const response = await client
        .patch(`/api/organizations/${acme.id}/`)
        .bearerToken(member.token)
        .json({ city: 'Berlin' })
      response.assertStatus(status)
    }
  })

  test('does not know organizations of others', async ({ client, assert }) => {
    const [acme, globex] = await Promise.all([makeCompany(), makeCompany('Globex')])

    const response = await client
      .patch(`/api/organizations/${globex.id}/`)
      .bearerToken(acme.owner.token)
      .json({ name: 'Taken over' })

    response.assertStatus(404)
    const seen = await client
      .get(`/api/organizations/${globex.id}/`)
      .bearerToken(globex.owner.token)
    assert.equal(seen.body().version, 1)
  })

  test('R-15: refuses what a client may not change, naming it', async ({ client, assert }) => {
    const acme = await makeCompany()
    for (const [field, value] of Object.entries({
      slug: 'other',
      is_active: false,
      subscription_plan: 'enterprise',
      subscription_status: 'trial',
      member_count: 9,
      version: 9,
      name: null,
      website: 'ftp://example.com',
    })) {
      const response = await client
        .patch(`/api/organizations/${acme.id}/`)
        .bearerToken(acme.owner.token)
        .json({ [field]: value })
      response.assertStatus(422)
      assert.equal(response.body().errors[0].field, field)
    }
  })

  test('refuses a change to another version than the caller has seen', async ({ client }) => {
    const acme = await makeCompany()
    const url = `/api/organizations/${acme.id}/`
    const seen = await client.get(url).bearerToken(acme.owner.token)
    const change = (city: string) =>
      client
        .patch(url)
        .bearerToken(acme.owner.token)
        .header('if-match', seen.header('etag') ?? '')
        .json({ city })

    const first = await change('Berlin')
    first.assertStatus(200)
    const second = await change('Bonn')
    second.assertStatus(412)
  })

  test('refuses the anonymous', async ({ client }) => {
    const acme = await makeCompany()
    const response = await client.patch(`/api/organizations/${acme.id}/`).json({ city: 'Berlin' })
    response.assertStatus(401)
  })
})
