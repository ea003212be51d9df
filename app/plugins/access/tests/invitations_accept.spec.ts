import { test } from '@japa/runner'
import Organization from '#plugins/identity/models/organization'
import { grantsOfSystemRole } from '#core/access/system_roles'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { actionsOf, eventsOf } from '#tests/support/audit'
import { makeCustomer } from '#tests/support/customers'
import { deliveredToken, freshAddress, invite, newcomer } from '#tests/support/invitations'
import { Mailbox } from '#tests/support/mailbox'
import { PASSWORD, hire, hireWith, makeCompany, makePersona } from '#tests/support/personas'

const URL = '/api/invitations/'
const ACCEPT = '/api/invitations/accept/'
const PREVIEW = '/api/invitations/preview/'

test.group('Invitations | accept', (group) => {
  const mailbox = Mailbox.during(group)

  test('an invited colleague reads the mail, follows its link, sets a password, logs in, and sees what their role allows', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const customer = await makeCustomer(acme, { name: 'Sold to' })
    const foreign = await makeCustomer(await makeCompany('Globex'))
    const email = freshAddress()
    await invite(client, acme.owner, { email, roles: ['sales'] })

    const token = await deliveredToken(mailbox, email)
    const { text, html } = mailbox.last(email)
    for (const body of [text, html]) {
      assert.include(body, `https://app.example.com/accept-invitation#token=${token}`)
    }
    const preview = await client.post(PREVIEW).json({ token })
    preview.assertStatus(200)
    assert.containsSubset(preview.body(), {
      email,
      invited_by: 'Olivia Test',
      role: 'member',
      roles: ['Sales'],
      account_exists: false,
    })
    assert.match(preview.body().organization.name, /^Acme /)

    const accepted = await client.post(ACCEPT).json(newcomer(token))
    accepted.assertStatus(200)
    accepted.assertBodyContains({
      message: 'Invitation accepted successfully.',
      membership: {
        role: 'member',
        is_active: true,
        is_primary: true,
        organization: { id: acme.id },
      },
    })

    const login = await client
      .post('/api/auth/login/')
      .json({ email, password: 'plenty of salted caramel' })
    login.assertStatus(200)
    const { user, tokens } = login.body()
    assert.containsSubset(user, { email, full_name: 'Carla Colleague', is_verified: true })
    assert.lengthOf(user.memberships, 1)
    assert.deepEqual(
      user.memberships[0].roles.map(({ slug }: { slug: string }) => slug),
      ['sales']
    )
    const { permissions, own_permissions: own } = user.memberships[0]
    const ofPlugin = (name: string) => name.startsWith('loyalty-')
    const granted = grantsOfSystemRole('sales').filter((name) => !ofPlugin(name))
    assert.sameMembers(permissions, granted)
    assert.sameMembers(own, [
      'audit-logs:read',
      'calls:export',
      'customers:export',
      'deals:export',
      'email-templates:update',
      'events:read',
      'leads:export',
      'meetings:export',
      'messages:export',
      'notes:export',
      'people:export',
      'reports:read',
      'tasks:export',
    ])

    const may = async (method: string, path: string, body = {}) => {
      const response = await client.request(path, method).bearerToken(tokens.access).json(body)
      return response.status()
    }
    const list = await client.get('/api/customers/').bearerToken(tokens.access)
    list.assertBodyContains({ count: 1, results: [{ id: customer, name: 'Sold to' }] })
    assert.equal(await may('GET', `/api/customers/${customer}/`), 200)
    assert.equal(await may('PATCH', `/api/customers/${customer}/`, { notes: 'Called' }), 200)
    assert.equal(await may('POST', '/api/customers/', { name: 'Another one' }), 201)
    assert.equal(await may('GET', '/api/customers/export/'), 200)
    assert.equal(await may('GET', '/api/vendors/export/'), 403)
    assert.equal(await may('GET', `/api/customers/${foreign}/`), 404)
    assert.equal(await may('GET', '/api/user-organizations/'), 403)
    assert.equal(await may('POST', '/api/roles/', { name: 'Mine' }), 403)
    assert.equal(await may('POST', URL, { email: freshAddress() }), 403)
    assert.equal(await may('DELETE', `/api/organizations/${acme.id}/`), 403)
    assert.include(actionsOf(await eventsOf(acme, 'invitations')), 'invitations:accept')
  })

  test('a user with an account comes in with its password', async ({ client, assert }) => {
    const acme = await makeCompany()
    const globex = await makeCompany('Globex')
    const { owner } = globex
    await invite(client, acme.owner, { email: owner.email.toUpperCase(), roles: ['viewer'] })
    const token = await deliveredToken(mailbox, owner.email)
    const preview = await client.post(PREVIEW).json({ token })
    preview.assertBodyContains({ account_exists: true })

    const wrong = await client.post(ACCEPT).json({ token, password: 'not the password' })
    wrong.assertStatus(401)
    const without = await client.post(ACCEPT).json({ token })
    without.assertStatus(401)
    const accepted = await client.post(ACCEPT).json({ token, password: PASSWORD })

    accepted.assertStatus(200)
    accepted.assertBodyContains({ membership: { is_primary: false, user: { id: owner.userId } } })
    assert.notInclude(accepted.text(), 'access')
    const me = await client.get('/api/users/me/').bearerToken(owner.token)
    assert.sameMembers(
      me.body().memberships.map((entry: { organization: { id: string } }) => entry.organization.id),
      [acme.id, globex.id]
    )
  })

  test('a logged-in user accepts as themselves, and is verified by it', async ({ client }) => {
    const acme = await makeCompany()
    const persona = await makePersona('Ian', { isVerified: false })
    await invite(client, acme.owner, { email: persona.email, role: 'admin' })
    const token = await deliveredToken(mailbox, persona.email)

    const accepted = await client.post(ACCEPT).bearerToken(persona.token).json({ token })

    accepted.assertStatus(200)
    accepted.assertBodyContains({ membership: { role: 'admin', user: { id: persona.userId } } })
    const me = await client.get('/api/users/me/').bearerToken(persona.token)
    me.assertBodyContains({ is_verified: true })
    const members = await client
      .get('/api/user-organizations/')
      .bearerToken(persona.token)
      .header('X-Organization-Id', acme.id)
    members.assertBodyContains({ count: 2 })
  })

  test('R-30: it is for the address that was invited, and for no one else', async ({ client }) => {
    const acme = await makeCompany()
    const [invited, other] = [await makePersona(), await makePersona()]
    const forHolder = await invite(client, acme.owner, { email: invited.email })
    const forNobody = await invite(client, acme.owner)

    for (const { email } of [forHolder, forNobody]) {
      const token = await deliveredToken(mailbox, email)
      const response = await client.post(ACCEPT).bearerToken(other.token).json({ token })
      response.assertStatus(403)
      response.assertBodyContains({ code: 'invitation_for_somebody_else' })
    }
    const token = await deliveredToken(mailbox, invited.email)
    const badSession = await client
      .post(ACCEPT)
      .bearerToken('a.b.c')
      .json({ token, password: PASSWORD })
    badSession.assertStatus(401)
    const members = await client.get('/api/user-organizations/').bearerToken(acme.owner.token)
    members.assertBodyContains({ count: 1 })
  })

  test('R-30: is good once, until it expires, and while the organization lives', async ({
    client,
  }) => {
    const acme = await makeCompany()
    const first = await invite(client, acme.owner)
    const token = await deliveredToken(mailbox, first.email)
    const accepted = await client.post(ACCEPT).json(newcomer(token))
    accepted.assertStatus(200)
    const twice = await client.post(ACCEPT).json({ token, password: 'plenty of salted caramel' })
    twice.assertStatus(422)

    const second = await invite(client, acme.owner)
    const late = await deliveredToken(mailbox, second.email)
    await UnitOfWork.run(asSystem, (unit) =>
      unit.query('UPDATE invitations SET expires_at = now() WHERE id = $1', [second.id])
    )
    for (const path of [ACCEPT, PREVIEW]) {
      const response = await client
        .post(path)
        .json(path === PREVIEW ? { token: late } : newcomer(late))
      response.assertStatus(422)
      response.assertBodyContains({ code: 'invalid_token' })
    }

    const third = await invite(client, acme.owner)
    const closed = await deliveredToken(mailbox, third.email)
    await UnitOfWork.run(asSystem, async () => {
      await (await Organization.findOrFail(acme.id)).suspend()
    })
    const response = await client.post(ACCEPT).json(newcomer(closed))
    response.assertStatus(422)
  })

  test('R-14: promises no more than its sender may still grant', async ({ client }) => {
    const acme = await makeCompany()
    const admin = await hire(acme, { as: 'admin' })
    const narrow = await hireWith(acme, ['invitations:create', 'roles:read', 'customers:read'])
    const reading = await client
      .post('/api/roles/')
      .bearerToken(acme.owner.token)
      .json({ name: 'Reading', permissions: ['customers:read'] })
    const role = reading.body().id
    const backdoor = await invite(client, admin, { role: 'admin' })
    const promise = await invite(client, narrow, { role_ids: [role] })
    const tokens = [
      await deliveredToken(mailbox, backdoor.email),
      await deliveredToken(mailbox, promise.email),
    ]

    await client
      .patch(`/api/user-organizations/${admin.membershipId}/`)
      .bearerToken(acme.owner.token)
      .json({ role: 'member' })
    await client
      .patch(`/api/roles/${role}/`)
      .bearerToken(acme.owner.token)
      .json({ permissions: ['customers:read', 'customers:delete'] })

    for (const token of tokens) {
      const response = await client.post(ACCEPT).json(newcomer(token))
      response.assertStatus(409)
      response.assertBodyContains({ code: 'invitation_lapsed' })
    }
    await client.post(`${URL}${promise.id}/resend/`).bearerToken(acme.owner.token)
    const renewed = await deliveredToken(mailbox, promise.email)
    const accepted = await client.post(ACCEPT).json(newcomer(renewed))
    accepted.assertStatus(200)
  })

  test('R-08: the invitations of a removed member end with the membership', async ({ client }) => {
    const acme = await makeCompany()
    const admin = await hire(acme, { as: 'admin' })
    const { email } = await invite(client, admin)
    const token = await deliveredToken(mailbox, email)

    await client
      .delete(`/api/user-organizations/${admin.membershipId}/`)
      .bearerToken(acme.owner.token)

    const response = await client.post(ACCEPT).json(newcomer(token))
    response.assertStatus(409)
    response.assertBodyContains({ code: 'invitation_lapsed' })
  })

  test('who was locked out does not come back by an older invitation', async ({ client }) => {
    const acme = await makeCompany()
    const persona = await makePersona()
    await invite(client, acme.owner, { email: persona.email })
    const token = await deliveredToken(mailbox, persona.email)
    await UnitOfWork.run(asSystem, (unit) =>
      unit.query(
        `INSERT INTO user_organizations (organization_id, id, user_id, role, is_active)
         VALUES ($1, gen_random_uuid(), $2, 'member', false)`,
        [acme.id, persona.userId]
      )
    )

    const response = await client.post(ACCEPT).bearerToken(persona.token).json({ token })

    response.assertStatus(409)
    response.assertBodyContains({ code: 'already_member' })
  })

  test('R-26: a newcomer needs a name and a password that is not easy to guess', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { email } = await invite(client, acme.owner)
    const token = await deliveredToken(mailbox, email)

    for (const [changes, field] of [
      [{ password: 'password1' }, 'password'],
      [{ password: 'Password1!', password_confirm: 'Password1!' }, 'password'],
      [{ password: 'short' }, 'password'],
      [{ password: undefined }, 'password'],
      [{ first_name: undefined }, 'first_name'],
      [{ last_name: '' }, 'last_name'],
      [{ password_confirm: 'something else' }, 'password_confirm'],
      [{ email: 'other@example.com' }, 'email'],
    ] as const) {
      const response = await client.post(ACCEPT).json(newcomer(token, changes))
      response.assertStatus(422)
      assert.equal(response.body().errors[0].field, field)
    }
    const accepted = await client.post(ACCEPT).json(newcomer(token))
    accepted.assertStatus(200)
  })

  test('R-30: takes texts only: {$self}')
    .with([1, null, ['a'], { $ne: '' }])
    .run(async ({ client }, token) => {
      for (const path of [PREVIEW, ACCEPT]) {
        const response = await client.post(path).json({ token })
        response.assertStatus(422)
      }
    })
})
