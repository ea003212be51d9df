import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { type Company, type Persona, hire, makeCompany } from '#tests/support/personas'

async function makeProfile(client: ApiClient, company: Company, whose: Persona, body = {}) {
  const response = await client
    .post('/api/user-profiles/')
    .bearerToken(company.owner.token)
    .json({ user_id: whose.userId, profile_type: 'employee', ...body })
  response.assertStatus(201)
  return response.body()
}

test.group('User profiles | index, show, my_profiles', () => {
  test('shows as what a user takes part', async ({ client, assert }) => {
    const acme = await makeCompany()
    const member = await hire(acme)
    const { id } = await makeProfile(client, acme, member)

    const response = await client.get(`/api/user-profiles/${id}/`).bearerToken(acme.owner.token)

    response.assertStatus(200)
    response.assertBodyContains({
      id,
      user: member.userId,
      user_email: member.email,
      organization: acme.id,
      profile_type: 'employee',
      profile_type_display: 'Employee',
      is_primary: false,
      status: 'active',
      status_display: 'Active',
      deactivated_at: null,
    })
    assert.isString(response.body().activated_at)
  })

  test('is found by user, type and status; any member sees their own', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const [member, other] = [await hire(acme), await hire(acme)]
    const mine = await makeProfile(client, acme, member)
    await makeProfile(client, acme, other, { profile_type: 'vendor' })
    const idsIn = (body: { id: string }[]) => body.map(({ id }) => id)

    for (const query of [`user_id=${member.userId}`, 'profile_type=employee&status=active']) {
      const found = await client.get(`/api/user-profiles/?${query}`).bearerToken(acme.owner.token)
      assert.deepEqual(idsIn(found.body().results), [mine.id])
    }
    const own = await client.get('/api/user-profiles/my_profiles/').bearerToken(member.token)
    own.assertStatus(200)
    assert.deepEqual(idsIn(own.body()), [mine.id])
  })

  test('refuses anonymous callers, foreigners, and those without the permission', async ({
    client,
  }) => {
    const acme = await makeCompany()
    const globex = await makeCompany('Globex')
    const member = await hire(acme)
    const { id } = await makeProfile(client, acme, member)

    for (const url of ['/api/user-profiles/', `/api/user-profiles/${id}/`]) {
      const anonymous = await client.get(url)
      anonymous.assertStatus(401)
      const denied = await client.get(url).bearerToken(member.token)
      denied.assertStatus(403)
    }
    const foreign = await client.get(`/api/user-profiles/${id}/`).bearerToken(globex.owner.token)
    foreign.assertStatus(404)
  })
})

test.group('User profiles | store, update, destroy', () => {
  test('a member has one profile of each kind, and one primary one', async ({ client, assert }) => {
    const acme = await makeCompany()
    const member = await hire(acme)
    const first = await makeProfile(client, acme, member, { is_primary: true })
    const second = await makeProfile(client, acme, member, {
      profile_type: 'vendor',
      is_primary: true,
    })

    const again = await client
      .post('/api/user-profiles/')
      .bearerToken(acme.owner.token)
      .json({ user_id: member.userId, profile_type: 'vendor' })
    again.assertStatus(409)
    const primary = await client
      .get('/api/user-profiles/?is_primary=true')
      .bearerToken(acme.owner.token)
    assert.deepEqual(
      primary.body().results.map(({ id }: { id: string }) => id),
      [second.id]
    )
    const back = await client
      .patch(`/api/user-profiles/${first.id}/`)
      .bearerToken(acme.owner.token)
      .json({ is_primary: true })
    back.assertStatus(200)
    back.assertBodyContains({ is_primary: true })
  })

  test('only active members have profiles', async ({ client }) => {
    const acme = await makeCompany()
    const globex = await makeCompany('Globex')
    const gone = await hire(acme)
    await client
      .post(`/api/user-organizations/${gone.membershipId}/deactivate/`)
      .bearerToken(acme.owner.token)

    for (const { userId } of [gone, globex.owner]) {
      const response = await client
        .post('/api/user-profiles/')
        .bearerToken(acme.owner.token)
        .json({ user_id: userId, profile_type: 'customer' })
      response.assertStatus(422)
      response.assertBodyContains({ errors: [{ field: 'user_id', rule: 'exists' }] })
    }
  })

  test('a deleted profile is gone', async ({ client }) => {
    const acme = await makeCompany()
    const { id } = await makeProfile(client, acme, await hire(acme))

    const deleted = await client.delete(`/api/user-profiles/${id}/`).bearerToken(acme.owner.token)
    deleted.assertStatus(204)
    const gone = await client.get(`/api/user-profiles/${id}/`).bearerToken(acme.owner.token)
    gone.assertStatus(404)
  })

  test('refuses anonymous callers, foreigners, those without the permission, and bad input', async ({
    client,
  }) => {
    const acme = await makeCompany()
    const globex = await makeCompany('Globex')
    const manager = await hire(acme, { roles: ['manager'] })
    const { id } = await makeProfile(client, acme, manager)
    const body = { user_id: acme.owner.userId, profile_type: 'employee' }
    const path = `/api/user-profiles/${id}/`

    const anonymous = [
      await client.post('/api/user-profiles/').json(body),
      await client.patch(path).json({ is_primary: true }),
      await client.delete(path),
    ]
    for (const response of anonymous) response.assertStatus(401)
    const denied = [
      await client.post('/api/user-profiles/').bearerToken(manager.token).json(body),
      await client.patch(path).bearerToken(manager.token).json({ is_primary: true }),
      await client.delete(path).bearerToken(manager.token),
    ]
    for (const response of denied) response.assertStatus(403)
    const foreign = [
      await client.patch(path).bearerToken(globex.owner.token).json({ is_primary: true }),
      await client.delete(path).bearerToken(globex.owner.token),
    ]
    for (const response of foreign) response.assertStatus(404)
    for (const wrong of [{}, { ...body, profile_type: 'boss' }, { ...body, activated_at: null }]) {
      const invalid = await client
        .post('/api/user-profiles/')
        .bearerToken(acme.owner.token)
        .json(wrong)
      invalid.assertStatus(422)
    }
    const moved = await client
      .patch(path)
      .bearerToken(acme.owner.token)
      .json({ profile_type: 'vendor' })
    moved.assertStatus(422)
  })
})

test.group('User profiles | activate, deactivate, suspend', () => {
  test('each says what it did, also when there was nothing to do', async ({ client, assert }) => {
    const acme = await makeCompany()
    const { id } = await makeProfile(client, acme, await hire(acme))
    const act = async (verb: string) => {
      const response = await client
        .post(`/api/user-profiles/${id}/${verb}/`)
        .bearerToken(acme.owner.token)
      response.assertStatus(200)
      return response.body()
    }

    for (let time = 0; time < 2; time += 1) {
      const { message, profile } = await act('deactivate')
      assert.equal(message, 'Profile deactivated successfully.')
      assert.equal(profile.status, 'inactive')
      assert.isString(profile.deactivated_at)
      assert.equal(profile.version, 2)
    }
    const suspended = await act('suspend')
    assert.equal(suspended.profile.status, 'suspended')
    const active = await act('activate')
    assert.equal(active.profile.status, 'active')
    assert.isNull(active.profile.deactivated_at)
  })

  test('refuses anonymous callers, foreigners, and those without the permission', async ({
    client,
  }) => {
    const acme = await makeCompany()
    const globex = await makeCompany('Globex')
    const manager = await hire(acme, { roles: ['manager'] })
    const { id } = await makeProfile(client, acme, manager)

    for (const verb of ['activate', 'deactivate', 'suspend']) {
      const path = `/api/user-profiles/${id}/${verb}/`
      const anonymous = await client.post(path)
      anonymous.assertStatus(401)
      const foreign = await client.post(path).bearerToken(globex.owner.token)
      foreign.assertStatus(404)
      const denied = await client.post(path).bearerToken(manager.token)
      denied.assertStatus(403)
    }
  })
})
