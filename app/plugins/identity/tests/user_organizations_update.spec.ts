import { test } from '@japa/runner'
import Membership from '#plugins/identity/models/membership'
import { type Member, hire, hireWith, join, makeCompany } from '#tests/support/personas'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

const pathOf = ({ membershipId }: Member) => `/api/user-organizations/${membershipId}/`

test.group('User organizations | update', () => {
  test('an owner makes a member an admin, and another owner', async ({ client }) => {
    const acme = await makeCompany()
    const member = await hire(acme)

    for (const role of ['admin', 'owner']) {
      const response = await client
        .patch(pathOf(member))
        .bearerToken(acme.owner.token)
        .json({ role })
      response.assertStatus(200)
      response.assertBodyContains({ role, is_owner: role === 'owner' })
    }
  })

  test('R-14: an admin makes admins but no owners, and does not touch an owner', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const [admin, member] = [await hire(acme, { as: 'admin' }), await hire(acme)]
    const change = (whom: Member, role: string) =>
      client.patch(pathOf(whom)).bearerToken(admin.token).json({ role })

    const owner = await change(member, 'owner')
    owner.assertStatus(403)
    owner.assertBodyContains({ code: 'cannot_grant' })
    for (const role of ['admin', 'member', 'owner']) {
      const touched = await change(acme.owner, role)
      touched.assertStatus(403)
    }
    const own = await change(admin, 'owner')
    own.assertStatus(403)
    const promoted = await change(member, 'admin')
    promoted.assertStatus(200)
    const still = await client.get(pathOf(acme.owner)).bearerToken(acme.owner.token)
    assert.equal(still.body().role, 'owner')
  })

  test('a member with the permission makes no one an admin and touches none', async ({
    client,
  }) => {
    const acme = await makeCompany()
    const keeper = await hireWith(acme, ['members:read', 'members:update', 'members:delete'])
    const [admin, member] = [await hire(acme, { as: 'admin' }), await hire(acme)]

    const made = await client
      .patch(pathOf(member))
      .bearerToken(keeper.token)
      .json({ role: 'admin' })
    made.assertStatus(403)
    const own = await client.patch(pathOf(keeper)).bearerToken(keeper.token).json({ role: 'admin' })
    own.assertStatus(403)
    const demoted = await client
      .patch(pathOf(admin))
      .bearerToken(keeper.token)
      .json({ role: 'member' })
    demoted.assertStatus(403)
    const removed = await client.delete(pathOf(admin)).bearerToken(keeper.token)
    removed.assertStatus(403)
  })

  test('R-14: the last owner keeps the role', async ({ client }) => {
    const acme = await makeCompany()

    const response = await client
      .patch(pathOf(acme.owner))
      .bearerToken(acme.owner.token)
      .json({ role: 'member' })

    response.assertStatus(409)
    response.assertBodyContains({ code: 'last_owner' })
  })

  test('an owner who was locked out does not count as one', async ({ client }) => {
    const acme = await makeCompany()
    const second = await hire(acme, { as: 'owner' })
    const deactivated = await client
      .post(`${pathOf(second)}deactivate/`)
      .bearerToken(acme.owner.token)
    deactivated.assertStatus(200)

    const response = await client
      .patch(pathOf(acme.owner))
      .bearerToken(acme.owner.token)
      .json({ role: 'admin' })

    response.assertStatus(409)
  })

  test("members set their own primary organization, and no one another member's", async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const globex = await makeCompany('Globex')
    const wanderer = await hire(acme)
    const { id } = await join(globex, wanderer, { isPrimary: true })

    const response = await client
      .patch(pathOf(wanderer))
      .bearerToken(wanderer.token)
      .header('X-Organization-Id', acme.id)
      .json({ is_primary: true })
    response.assertStatus(200)
    response.assertBodyContains({ is_primary: true, version: 2 })
    const other = await UnitOfWork.run(asSystem, () => Membership.findOrFail(id))
    assert.isFalse(other.isPrimary)
    const meddling = await client
      .patch(pathOf(wanderer))
      .bearerToken(acme.owner.token)
      .json({ is_primary: false })
    meddling.assertStatus(403)
  })

  test('refuses a change that a user has not seen the state for', async ({ client }) => {
    const acme = await makeCompany()
    const member = await hire(acme)

    const response = await client
      .patch(pathOf(member))
      .bearerToken(acme.owner.token)
      .header('If-Match', '"7"')
      .json({ role: 'admin' })

    response.assertStatus(412)
    response.assertBodyContains({ current_version: 1 })
  })

  test('refuses anonymous callers, foreigners, those without the permission, and bad input', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const globex = await makeCompany('Globex')
    const [member, viewer] = [await hire(acme), await hire(acme, { roles: ['viewer'] })]

    const anonymous = await client.patch(pathOf(member)).json({ role: 'admin' })
    anonymous.assertStatus(401)
    const foreign = await client
      .patch(pathOf(member))
      .bearerToken(globex.owner.token)
      .json({ role: 'admin' })
    foreign.assertStatus(404)
    const denied = await client
      .patch(pathOf(member))
      .bearerToken(viewer.token)
      .json({ role: 'member' })
    denied.assertStatus(403)
    assert.include(denied.body().detail, 'members:update')
    for (const body of [{ role: 'king' }, { user_id: viewer.userId }, { is_owner: true }]) {
      const invalid = await client.patch(pathOf(member)).bearerToken(acme.owner.token).json(body)
      invalid.assertStatus(422)
    }
  })
})
