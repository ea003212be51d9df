import { test } from '@japa/runner'
import { assignRole, systemRole } from '#tests/support/access'
import { hire, makeCompany } from '#tests/support/personas'

test.group('User organizations | destroy', () => {
  test('a member leaves without a permission, and their roles end', async ({ client, assert }) => {
    const acme = await makeCompany()
    const member = await hire(acme)
    const viewer = await systemRole(client, acme.owner, 'viewer')
    await assignRole(client, acme.owner, member.userId, viewer)

    const left = await client
      .delete(`/api/user-organizations/${member.membershipId}/`)
      .bearerToken(member.token)
    left.assertStatus(204)

    const after = await client
      .get('/api/customers/')
      .bearerToken(member.token)
      .header('X-Organization-Id', acme.id)
    after.assertStatus(404)
    const roles = await client.get('/api/user-roles/').bearerToken(acme.owner.token)
    assert.equal(roles.body().count, 0)
  })

  test('an admin removes a member, but no owner', async ({ client }) => {
    const acme = await makeCompany()
    const [admin, member] = [await hire(acme, { as: 'admin' }), await hire(acme)]
    const second = await hire(acme, { as: 'owner' })

    const removed = await client
      .delete(`/api/user-organizations/${member.membershipId}/`)
      .bearerToken(admin.token)
    removed.assertStatus(204)
    const refused = await client
      .delete(`/api/user-organizations/${second.membershipId}/`)
      .bearerToken(admin.token)
    refused.assertStatus(403)
  })

  test('R-14: the last owner does not leave', async ({ client }) => {
    const acme = await makeCompany()

    const response = await client
      .delete(`/api/user-organizations/${acme.owner.membershipId}/`)
      .bearerToken(acme.owner.token)

    response.assertStatus(409)
    response.assertBodyContains({ code: 'last_owner' })
  })

  test('refuses anonymous callers, foreigners, and those without the permission', async ({
    client,
  }) => {
    const acme = await makeCompany()
    const globex = await makeCompany('Globex')
    const [member, viewer] = [await hire(acme), await hire(acme, { roles: ['viewer'] })]
    const path = `/api/user-organizations/${member.membershipId}/`

    const anonymous = await client.delete(path)
    anonymous.assertStatus(401)
    const foreign = await client.delete(path).bearerToken(globex.owner.token)
    foreign.assertStatus(404)
    const denied = await client.delete(path).bearerToken(viewer.token)
    denied.assertStatus(403)
  })
})
