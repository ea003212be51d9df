import { test } from '@japa/runner'
import { hire, makeCompany } from '#tests/support/personas'

test.group('User organizations | activate, deactivate', () => {
  test('a deactivated member can do nothing from the next request on, until activated', async ({
    client,
  }) => {
    const acme = await makeCompany()
    const member = await hire(acme, { roles: ['sales'] })
    const path = `/api/user-organizations/${member.membershipId}`
    const look = () =>
      client.get('/api/customers/').bearerToken(member.token).header('X-Organization-Id', acme.id)

    const before = await look()
    before.assertStatus(200)
    const out = await client.post(`${path}/deactivate/`).bearerToken(acme.owner.token)
    out.assertStatus(200)
    out.assertBodyContains({
      message: 'Membership deactivated successfully.',
      membership: { is_active: false },
    })
    const after = await look()
    after.assertStatus(403)
    after.assertBodyContains({ code: 'membership_inactive' })
    const again = await client.post(`${path}/deactivate/`).bearerToken(acme.owner.token)
    again.assertStatus(200)
    const back = await client.post(`${path}/activate/`).bearerToken(acme.owner.token)
    back.assertStatus(200)
    back.assertBodyContains({ membership: { is_active: true, left_at: null } })
    const then = await look()
    then.assertStatus(200)
  })

  test('R-14: the last owner is not locked out, and no owner by an admin', async ({ client }) => {
    const acme = await makeCompany()
    const admin = await hire(acme, { as: 'admin' })
    const path = `/api/user-organizations/${acme.owner.membershipId}/deactivate/`

    const byHimself = await client.post(path).bearerToken(acme.owner.token)
    byHimself.assertStatus(409)
    byHimself.assertBodyContains({ code: 'last_owner' })
    const byAdmin = await client.post(path).bearerToken(admin.token)
    byAdmin.assertStatus(403)
  })

  test('refuses anonymous callers, foreigners, and those without the permission', async ({
    client,
  }) => {
    const acme = await makeCompany()
    const globex = await makeCompany('Globex')
    const [member, viewer] = [await hire(acme), await hire(acme, { roles: ['viewer'] })]

    for (const verb of ['activate', 'deactivate']) {
      const path = `/api/user-organizations/${member.membershipId}/${verb}/`
      const anonymous = await client.post(path)
      anonymous.assertStatus(401)
      const foreign = await client.post(path).bearerToken(globex.owner.token)
      foreign.assertStatus(404)
      const denied = await client.post(path).bearerToken(viewer.token)
      denied.assertStatus(403)
      denied.assertBodyContains({ permission: 'members:update' })
    }
  })
})
