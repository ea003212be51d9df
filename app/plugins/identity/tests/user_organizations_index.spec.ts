import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import { hire, makeCompany } from '#tests/support/personas'

test.group('User organizations | index, show', () => {
  test('lists the members of the own organization only', async ({ client, assert }) => {
    const [acme] = await Promise.all([makeCompany(), makeCompany('Globex')])
    const member = await hire(acme)

    const response = await client.get('/api/user-organizations/').bearerToken(acme.owner.token)

    response.assertStatus(200)
    assert.sameMembers(
      response.body().results.map((entry: { user: { id: string } }) => entry.user.id),
      [acme.owner.userId, member.userId]
    )
  })

  test('shows who belongs to what, and as what', async ({ client }) => {
    const acme = await makeCompany()

    const response = await client
      .get(`/api/user-organizations/${acme.owner.membershipId}/`)
      .bearerToken(acme.owner.token)

    response.assertStatus(200)
    response.assertBodyContains({
      id: acme.owner.membershipId,
      user: { id: acme.owner.userId, email: acme.owner.email },
      organization: { id: acme.id, slug: acme.slug },
      role: 'owner',
      is_owner: true,
      is_active: true,
      is_primary: true,
      version: 1,
    })
  })

  test('is found by user, role and state', async ({ client, assert }) => {
    const acme = await makeCompany()
    const admin = await hire(acme, { as: 'admin' })
    const ids = async (query: string) => {
      const response = await client
        .get(`/api/user-organizations/?${query}`)
        .bearerToken(acme.owner.token)
      response.assertStatus(200)
      return response.body().results.map(({ id }: { id: string }) => id)
    }

    assert.deepEqual(await ids(`user=${admin.userId}`), [admin.membershipId])
    assert.deepEqual(await ids('role=admin'), [admin.membershipId])
    assert.deepEqual(await ids('is_owner=true'), [acme.owner.membershipId])
    assert.deepEqual(await ids('is_active=false'), [])
  })

  test('refuses anonymous callers, those without the permission, and unknown parameters', async ({
    client,
  }) => {
    const acme = await makeCompany()
    const [globex, newcomer] = [await makeCompany('Globex'), await hire(acme)]
    const path = `/api/user-organizations/${acme.owner.membershipId}/`

    for (const url of ['/api/user-organizations/', path]) {
      const anonymous = await client.get(url)
      anonymous.assertStatus(401)
      const denied = await client.get(url).bearerToken(newcomer.token)
      denied.assertStatus(403)
      denied.assertBodyContains({ permission: 'members:read' })
    }
    const foreign = await client.get(path).bearerToken(globex.owner.token)
    foreign.assertStatus(404)
    const absent = await client
      .get(`/api/user-organizations/${randomUUID()}/`)
      .bearerToken(acme.owner.token)
    absent.assertStatus(404)
    const unknown = await client
      .get('/api/user-organizations/?password=x')
      .bearerToken(acme.owner.token)
    unknown.assertStatus(400)
  })
})
