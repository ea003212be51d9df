import { test } from '@japa/runner'
import User from '#plugins/identity/models/user'
import UserProfile from '#plugins/identity/models/user_profile'
import { catalogue } from '#core/access/permission_catalog'
import { installedPlugins, isOnByDefault } from '#core/plugins/installed'
import { UnitOfWork, forOrganization, asSystem } from '#core/database/unit_of_work'
import { hire, hireWith, join, makeCompany, makePersona } from '#tests/support/personas'
import { turnOn } from '#tests/support/plugins'

const ME = '/api/users/me/'

/** The permissions of the catalogue without those of plugins that an organization turns on first. */
function alwaysThere(): string[] {
  const off = installedPlugins().filter((plugin) => !isOnByDefault(plugin))
  const nouns = new Set(off.flatMap(({ resources = [] }) => resources.map(({ noun }) => noun)))
  return [...catalogue.values()]
    .filter(({ resource }) => !nouns.has(resource))
    .map(({ name }) => name)
    .sort()
}

test.group('Users | me | show', () => {
  test('shows the caller, in this shape', async ({ client, assert }) => {
    const persona = await makePersona('Ada')

    const response = await client.get(ME).bearerToken(persona.token)

    response.assertStatus(200)
    assert.deepEqual(Object.keys(response.body()), [
      'id',
      'email',
      'username',
      'first_name',
      'last_name',
      'full_name',
      'profile_image',
      'phone',
      'time_zone',
      'locale',
      'is_active',
      'is_verified',
      'is_staff',
      'two_factor_enabled',
      'last_login_at',
      'email_verified_at',
      'profiles',
      'version',
      'created_at',
      'updated_at',
      'memberships',
    ])
    response.assertBodyContains({
      id: persona.userId,
      email: persona.email,
      full_name: 'Ada Test',
      profiles: [],
      memberships: [],
    })
  })

  test('shows the active profiles in organizations that the user can enter', async ({
    client,
    assert,
  }) => {
    const [acme, globex, closed] = await Promise.all([makeCompany(), makeCompany(), makeCompany()])
    const member = await hire(acme)
    for (const company of [globex, closed]) await join(company, member)
    for (const company of [acme, globex, closed]) {
      await UnitOfWork.run(forOrganization(company.id), () =>
        UserProfile.of(member.userId, 'employee')
      )
    }
    await UnitOfWork.run(asSystem, async (unit) => {
      await unit.query('UPDATE organizations SET is_active = false WHERE id = $1', [closed.id])
      await unit.query(`UPDATE user_profiles SET status = 'suspended' WHERE organization_id = $1`, [
        globex.id,
      ])
    })

    const response = await client.get(ME).bearerToken(member.token)

    const { profiles, memberships } = response.body()
    assert.lengthOf(profiles, 1)
    assert.containsSubset(profiles[0], {
      user: member.userId,
      user_email: member.email,
      organization: acme.id,
      profile_type: 'employee',
      profile_type_display: 'Employee',
      status: 'active',
      status_display: 'Active',
    })
    assert.sameMembers(
      memberships.map((membership: { organization: { id: string } }) => membership.organization.id),
      [acme.id, globex.id]
    )
  })

  test('says for each organization what the user may do there', async ({ client, assert }) => {
    const [acme, globex] = await Promise.all([makeCompany(), makeCompany()])
    const member = await hireWith(acme, ['customers:read', 'customers:update/own'])
    await join(globex, member, { role: 'admin' })

    const response = await client.get(ME).bearerToken(member.token)

    const [there, here] = [globex, acme].map(({ id }) =>
      response
        .body()
        .memberships.find(
          (membership: { organization: { id: string } }) => membership.organization.id === id
        )
    )
    assert.containsSubset(here, {
      id: member.membershipId,
      organization: { slug: acme.slug },
      role: 'member',
      is_owner: false,
      permissions: ['customers:read', 'customers:update'],
      own_permissions: ['customers:update'],
    })
    assert.lengthOf(here.roles, 1)
    assert.deepEqual(
      there.permissions,
      alwaysThere().filter((name) => name !== 'organizations:delete')
    )
    assert.deepEqual(there.own_permissions, [])
  })

  test('gives an owner everything, and a member with a built-in role what it grants', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const viewer = await hire(acme, { roles: ['viewer'] })

    const [ofOwner, ofViewer] = await Promise.all([
      client.get(ME).bearerToken(acme.owner.token),
      client.get(ME).bearerToken(viewer.token),
    ])

    assert.deepEqual(ofOwner.body().memberships[0].permissions, alwaysThere())
    assert.isTrue(ofOwner.body().memberships[0].is_owner)
    assert.isTrue(ofOwner.body().memberships[0].is_primary)
    const [membership] = ofViewer.body().memberships
    assert.equal(membership.roles[0].slug, 'viewer')
    assert.include(membership.permissions, 'customers:read')
    assert.notInclude(membership.permissions, 'customers:update')
  })

  test('leaves out what belongs to a plugin that is off there', async ({ client, assert }) => {
    const [acme, globex] = await Promise.all([makeCompany(), makeCompany()])
    const seller = await hire(acme, { roles: ['sales'] })
    await join(globex, seller, { role: 'admin' })
    await turnOn(globex, 'loyalty')
    const held = async () => {
      const { memberships } = (await client.get(ME).bearerToken(seller.token)).body()
      return [acme, globex].map(({ id }) => {
        const { permissions } = memberships.find(
          (membership: { organization: { id: string } }) => membership.organization.id === id
        )
        return permissions.includes('loyalty-entries:read')
      })
    }
    assert.deepEqual(await held(), [false, true])
    await turnOn(acme, 'loyalty')
    assert.deepEqual(await held(), [true, true])
  })

  test('counts neither inactive roles nor inactive assignments', async ({ client, assert }) => {
    const acme = await makeCompany()
    const [one, other] = await Promise.all([
      hireWith(acme, ['customers:read']),
      hire(acme, { roles: ['support'] }),
    ])
    await UnitOfWork.run(forOrganization(acme.id), async (unit) => {
      await unit.query('UPDATE roles SET is_active = false WHERE system_key IS NULL')
      await unit.query('UPDATE user_roles SET is_active = false WHERE user_id = $1', [other.userId])
    })

    for (const member of [one, other]) {
      const response = await client.get(ME).bearerToken(member.token)
      assert.containsSubset(response.body().memberships[0], { roles: [], permissions: [] })
    }
  })

  test('answers 304 to a caller who has this state', async ({ client }) => {
    const persona = await makePersona()
    const first = await client.get(ME).bearerToken(persona.token)

    const second = await client
      .get(ME)
      .bearerToken(persona.token)
      .header('if-none-match', first.header('etag') ?? '')

    second.assertStatus(304)
  })

  test('refuses the anonymous', async ({ client }) => {
    const response = await client.get(ME)
    response.assertStatus(401)
    response.assertHeader('www-authenticate', 'Bearer')
  })

  test('refuses parameters that it does not know', async ({ client }) => {
    const persona = await makePersona()
    const response = await client.get(`${ME}?id=1`).bearerToken(persona.token)
    response.assertStatus(400)
  })
})

test.group('Users | me | update', () => {
  test('changes what users may change of themselves, and keeps the rest', async ({
    client,
    assert,
  }) => {
    const [persona, stranger] = await Promise.all([makePersona('Ada'), makePersona('Bea')])
    const username = `ada.${persona.userId.slice(-12)}`

    for (const method of ['patch', 'put'] as const) {
      const response = await client[method](ME)
        .bearerToken(persona.token)
        .json({ username, last_name: ' Lovelace ', phone: '+44 20 7946 0000' })
      response.assertStatus(200)
      response.assertBodyContains({
        username,
        first_name: 'Ada',
        last_name: 'Lovelace',
        full_name: 'Ada Lovelace',
        phone: '+44 20 7946 0000',
        memberships: [],
      })
    }

    const cleared = await client.patch(ME).bearerToken(persona.token).json({ phone: null })
    assert.isNull(cleared.body().phone)
    const other = await UnitOfWork.run(asSystem, () => User.findOrFail(stranger.userId))
    assert.equal(other.lastName, 'Test')
  })

  test('R-15: refuses what users may not change of themselves, and changes nothing', async ({
    client,
    assert,
  }) => {
    const persona = await makePersona('Ada')
    for (const [field, value] of Object.entries({
      email: 'other@example.com',
      password: 'plenty of salted caramel',
      is_superuser: true,
      is_staff: true,
      is_active: false,
      is_verified: false,
      email_verified_at: '2026-01-01T00:00:00.000Z',
      version: 7,
      id: '00000000-0000-7000-8000-000000000000',
      memberships: [{}],
    })) {
      const response = await client
        .patch(ME)
        .bearerToken(persona.token)
        .json({ first_name: 'Changed', [field]: value })
      response.assertStatus(422)
      assert.containsSubset(response.body().errors, [{ field, rule: 'unknown' }])
    }

    const user = await UnitOfWork.run(asSystem, () => User.findOrFail(persona.userId))
    assert.equal(user.firstName, 'Ada')
    assert.equal(user.version, 1)
    assert.isFalse(user.isSuperuser)
  })

  test('refuses values that are not of their kind', async ({ client, assert }) => {
    const persona = await makePersona()
    for (const [field, value] of [
      ['username', 'with@sign'],
      ['username', 'x'.repeat(101)],
      ['first_name', 'nul\0'],
      ['phone', 'call me'],
      ['profile_image', 'javascript:alert(1)'],
    ] as const) {
      const response = await client
        .patch(ME)
        .bearerToken(persona.token)
        .json({ [field]: value })
      response.assertStatus(422)
      assert.equal(response.body().errors[0].field, field)
    }
  })

  test('refuses a username that a user has in any case', async ({ client }) => {
    const [one, other] = await Promise.all([makePersona(), makePersona()])
    const username = `nick.${one.userId.slice(-12)}`
    await client.patch(ME).bearerToken(one.token).json({ username })

    const response = await client
      .patch(ME)
      .bearerToken(other.token)
      .json({ username: username.toUpperCase() })

    response.assertStatus(409)
    response.assertBodyContains({ code: 'already_exists', field: 'username' })
  })

  test('refuses a change to another version than the caller has seen', async ({ client }) => {
    const persona = await makePersona()
    const seen = await client.get(ME).bearerToken(persona.token)
    const change = () =>
      client
        .patch(ME)
        .bearerToken(persona.token)
        .header('if-match', seen.header('etag') ?? '')
        .json({ first_name: 'Grace' })

    const first = await change()
    first.assertStatus(200)
    const second = await change()
    second.assertStatus(412)
    second.assertBodyContains({ current_version: 2 })
  })

  test('refuses the anonymous', async ({ client }) => {
    const response = await client.patch(ME).json({ first_name: 'Grace' })
    response.assertStatus(401)
  })
})
