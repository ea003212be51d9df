import { test } from '@japa/runner'
import Role from '#plugins/access/models/role'
import { systemRoles } from '#core/access/system_roles'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { makePersona } from '#tests/support/personas'

const ORGANIZATIONS = '/api/organizations/'

test.group('Organizations | store', () => {
  test('makes the caller the owner of a working organization', async ({ client, assert }) => {
    const persona = await makePersona()
    const name = `Umbrella ${persona.userId.slice(-12)}`

    const response = await client
      .post(ORGANIZATIONS)
      .bearerToken(persona.token)
      .json({
        name,
        industry: 'Pharma',
        postal_code: '10115',
        settings: { currency: 'EUR' },
      })

    response.assertStatus(201)
    const organization = response.body()
    assert.containsSubset(organization, {
      name,
      slug: `umbrella-${persona.userId.slice(-12)}`,
      industry: 'Pharma',
      postal_code: '10115',
      settings: { currency: 'EUR' },
      subscription_plan: 'free',
      is_active: true,
      member_count: 1,
      version: 1,
    })
    response.assertHeader('location', `${ORGANIZATIONS}${organization.id}/`)
    const made = await client.post('/api/customers/').bearerToken(persona.token).json({ name: 'A' })
    made.assertStatus(201)
    const me = await client.get('/api/users/me/').bearerToken(persona.token)
    assert.containsSubset(me.body().memberships, [
      { organization: { id: organization.id }, role: 'owner', is_primary: true },
    ])
    const roles = await UnitOfWork.run(forOrganization(organization.id), () => Role.query())
    assert.sameMembers(
      roles.map(({ systemKey }) => systemKey),
      systemRoles.map(({ key }) => key)
    )
  })

  test('gives each organization of one name a slug of its own', async ({ client, assert }) => {
    const persona = await makePersona()
    const name = `Twin ${persona.userId.slice(-12)}`

    const slugs = []
    for (let round = 0; round < 3; round += 1) {
      const response = await client.post(ORGANIZATIONS).bearerToken(persona.token).json({ name })
      slugs.push(response.body().slug)
    }

    const slug = `twin-${persona.userId.slice(-12)}`
    assert.deepEqual(slugs, [slug, `${slug}-2`, `${slug}-3`])
  })

  test('makes no slug that could be taken for another organization’s id', async ({
    client,
    assert,
  }) => {
    const persona = await makePersona()

    const response = await client
      .post(ORGANIZATIONS)
      .bearerToken(persona.token)
      .json({ name: persona.userId })

    assert.equal(response.body().slug, `organization-${persona.userId}`)
  })

  test('R-15: refuses what a client may not say, naming it', async ({ client, assert }) => {
    const persona = await makePersona()
    for (const [body, field] of [
      [{}, 'name'],
      [{ name: '  ' }, 'name'],
      [{ name: 'x'.repeat(256) }, 'name'],
      [{ name: 'A', slug: 'a' }, 'slug'],
      [{ name: 'A', is_active: false }, 'is_active'],
      [{ name: 'A', subscription_plan: 'enterprise' }, 'subscription_plan'],
      [{ name: 'A', zip_code: '1' }, 'zip_code'],
      [{ name: 'A', settings: [1] }, 'settings'],
      [{ name: 'A', settings: { a: 'nul\0' } }, 'settings'],
      [{ name: 'A', settings: { a: 'x'.repeat(30_000) } }, 'settings'],
      [{ name: 'A', email: 'nobody' }, 'email'],
    ] as const) {
      const response = await client.post(ORGANIZATIONS).bearerToken(persona.token).json(body)
      response.assertStatus(422)
      assert.equal(response.body().errors[0].field, field)
    }
    const mine = await client.get(ORGANIZATIONS).bearerToken(persona.token)
    assert.equal(mine.body().count, 0)
  })

  test('refuses the anonymous', async ({ client }) => {
    const response = await client.post(ORGANIZATIONS).json({ name: 'A' })
    response.assertStatus(401)
  })
})
