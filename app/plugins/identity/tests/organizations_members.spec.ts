import { test } from '@japa/runner'
import { hire, hireWith, makeCompany } from '#tests/support/personas'

test.group('Organizations | members', () => {
  test('lists who belongs to the organization in the path', async ({ client, assert }) => {
    const [acme, globex] = await Promise.all([makeCompany(), makeCompany('Globex')])
    const member = await hire(acme)
    await hire(globex)

    const response = await client
      .get(`/api/organizations/${acme.id}/members/?ordering=created_at`)
      .bearerToken(acme.owner.token)

    response.assertStatus(200)
    response.assertHeader('x-organization-id', acme.id)
    assert.equal(response.body().count, 2)
    assert.containsSubset(response.body().results, [
      {
        id: acme.owner.membershipId,
        user: { id: acme.owner.userId, email: acme.owner.email },
        organization: { id: acme.id, slug: acme.slug },
        role: 'owner',
        is_owner: true,
        is_active: true,
      },
      { id: member.membershipId, role: 'member', is_owner: false },
    ])
    assert.notInclude(response.text(), globex.id)
    assert.notInclude(response.text(), 'argon2')
  })

  test('filters by role', async ({ client, assert }) => {
    const acme = await makeCompany()
    await hire(acme)

    const response = await client
      .get(`/api/organizations/${acme.id}/members/?role=owner`)
      .bearerToken(acme.owner.token)

    assert.equal(response.body().count, 1)
  })

  test('needs the permission to read members', async ({ client }) => {
    const acme = await makeCompany()
    const [granted, plain] = await Promise.all([hireWith(acme, ['members:read']), hire(acme)])
    const url = `/api/organizations/${acme.id}/members/`

    const allowed = await client.get(url).bearerToken(granted.token)
    allowed.assertStatus(200)
    const refused = await client.get(url).bearerToken(plain.token)
    refused.assertStatus(403)
    refused.assertBodyContains({ permission: 'members:read' })
  })

  test('does not know organizations of others', async ({ client }) => {
    const [acme, globex] = await Promise.all([makeCompany(), makeCompany('Globex')])
    const response = await client
      .get(`/api/organizations/${globex.id}/members/`)
      .bearerToken(acme.owner.token)
    response.assertStatus(404)
  })

  test('refuses the anonymous, and parameters that it does not know', async ({ client }) => {
    const acme = await makeCompany()
    const url = `/api/organizations/${acme.id}/members/`
    const anonymous = await client.get(url)
    anonymous.assertStatus(401)
    const unknown = await client.get(`${url}?password=x`).bearerToken(acme.owner.token)
    unknown.assertStatus(400)
  })
})
