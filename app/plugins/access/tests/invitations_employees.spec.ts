import { test } from '@japa/runner'
import { makeRole } from '#tests/support/access'
import { api } from '#tests/support/api'
import { actionsOf, eventsOf } from '#tests/support/audit'
import { makeCustomer } from '#tests/support/customers'
import { deleteEmployee } from '#tests/support/employees'
import { deliveredToken, freshAddress, invite, newcomer } from '#tests/support/invitations'
import { Mailbox } from '#tests/support/mailbox'
import { type Company, hireWith, makeCompany, makePersona } from '#tests/support/personas'

const ACCEPT = '/api/invitations/accept/'

/** What a member holds who invites, and makes employees. */
const INVITING = ['invitations:create', 'roles:read', 'employees:read', 'employees:create']

test.group('Invitations | employees', (group) => {
  const mailbox = Mailbox.during(group)
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('a salesperson who accepts is an employee, and is assigned records at once', async ({
    client,
    assert,
  }) => {
    const { email } = await invite(client, acme.owner, { roles: ['sales'] })
    const accepted = await client.post(ACCEPT).json(newcomer(await deliveredToken(mailbox, email)))
    accepted.assertStatus(200)
    const { employee } = accepted.body()
    assert.match(employee.code, /^EMP\d+$/)
    assert.equal(employee.full_name, 'Carla Colleague')

    const { get } = api(client, acme.owner)
    const shown = await get(`/api/employees/${employee.id}/`)
    shown.assertBodyContains({
      email,
      status: 'active',
      user: { email },
      user_profile: { status: 'active' },
    })
    const login = await client
      .post('/api/auth/login/')
      .json({ email, password: 'plenty of salted caramel' })
    assert.equal(login.body().user.memberships[0].employee.id, employee.id)
    const made = await client
      .post('/api/deals/')
      .bearerToken(login.body().tokens.access)
      .json({ title: 'First', assigned_to_id: 'me' })
    made.assertStatus(201)
    assert.equal(made.body().assigned_to_id, employee.id)
    assert.include(actionsOf(await eventsOf(acme, 'employees')), 'employees:create')
  })

  test('only roles that work on records make one by default: {title}')
    .with([
      { title: 'sales', body: { roles: ['sales'] }, makes: true },
      { title: 'support', body: { roles: ['support'] }, makes: true },
      { title: 'admin', body: { role: 'admin' }, makes: true },
      { title: 'viewer', body: { roles: ['viewer'] }, makes: false },
      { title: 'no role', body: {}, makes: false },
      {
        title: 'sales, unwanted',
        body: { roles: ['sales'], create_employee: false },
        makes: false,
      },
      { title: 'viewer, wanted', body: { roles: ['viewer'], create_employee: true }, makes: true },
    ])
    .run(async ({ client, assert }, { body, makes }) => {
      const invitation = await invite(client, acme.owner, body)
      assert.containsSubset(invitation, { create_employee: makes })
      const token = await deliveredToken(mailbox, invitation.email)
      const accepted = await client.post(ACCEPT).json(newcomer(token))
      accepted.assertStatus(200)
      assert.equal(accepted.body().employee !== null, makes)
      const employees = await api(client, acme.owner).get('/api/employees/')
      employees.assertBodyContains({ count: makes ? 1 : 0 })
    })

  test('who makes no employees promises none, and what was lost is not promised on', async ({
    client,
    assert,
  }) => {
    const role = await makeRole(client, acme.owner, { permissions: ['deals:update'] })
    const narrow = await hireWith(acme, ['invitations:create', 'roles:read', 'deals:update'])
    const refused = await api(client, narrow).post('/api/invitations/', {
      email: freshAddress(),
      create_employee: true,
    })
    refused.assertStatus(403)
    refused.assertBodyContains({ permission: 'employees:create' })
    const plain = await invite(client, narrow, { role_ids: [role] })
    assert.containsSubset(plain, { create_employee: false })

    const wide = await hireWith(acme, [...INVITING, 'deals:update'])
    const promise = await invite(client, wide, { role_ids: [role] })
    assert.containsSubset(promise, { create_employee: true })
    const token = await deliveredToken(mailbox, promise.email)
    const { results } = (
      await api(client, acme.owner).get(`/api/user-roles/?user_id=${wide.userId}`)
    ).body()
    await api(client, acme.owner).patch(`/api/roles/${results[0].role_id}/`, {
      permissions: ['invitations:create', 'roles:read', 'deals:update'],
    })
    const accepted = await client.post(ACCEPT).json(newcomer(token))
    accepted.assertStatus(200)
    assert.isNull(accepted.body().employee)
  })

  test('whoever is an employee already without a login, by their address, becomes that one', async ({
    client,
    assert,
  }) => {
    const { get, post } = api(client, acme.owner)
    const persona = await makePersona('Ian')
    const details = { full_name: 'Ian Imported', email: persona.email.toUpperCase() }
    const known = await post('/api/employees/', details)
    const gone = await post('/api/employees/', { ...details, full_name: 'Ian Gone' })
    await deleteEmployee(acme, gone.body().id)
    const customer = await makeCustomer(acme, { assigned_to_id: known.body().id })
    await invite(client, acme.owner, { email: persona.email, roles: ['sales'] })
    const token = await deliveredToken(mailbox, persona.email)

    const accepted = await client.post(ACCEPT).bearerToken(persona.token).json({ token })

    accepted.assertStatus(200)
    accepted.assertBodyContains({ employee: { id: known.body().id, full_name: 'Ian Imported' } })
    const mine = await client
      .get('/api/customers/?assigned_to_id=me')
      .bearerToken(persona.token)
      .header('X-Organization-Id', acme.id)
    assert.equal(mine.body().results[0].id, customer)
    const employee = await get(`/api/employees/${known.body().id}/`)
    employee.assertBodyContains({ user_id: persona.userId, version: 2 })
  })

  test('an invitation hands on no employee’s records that its sender does not reach', async ({
    client,
    assert,
  }) => {
    const { get, post } = api(client, acme.owner)
    const role = await makeRole(client, acme.owner, {
      permissions: [
        { permission: 'customers:read', reach: 'own' },
        { permission: 'customers:update', reach: 'own' },
      ],
    })
    const inviters = [
      await hireWith(acme, [...INVITING, 'customers:read/own', 'customers:update/own']),
      await hireWith(acme, [
        ...INVITING,
        'employees:update',
        'members:update',
        'customers:read/own',
        'customers:update/own',
      ]),
      await hireWith(acme, [...INVITING, 'customers:read', 'customers:update']),
    ]
    for (const inviter of inviters) {
      const email = freshAddress()
      const known = await post('/api/employees/', { full_name: 'Bo Coveted', email })
      await invite(client, inviter, { email, role_ids: [role] })
      const accepted = await client
        .post(ACCEPT)
        .json(newcomer(await deliveredToken(mailbox, email)))
      accepted.assertStatus(200)
      assert.isNull(accepted.body().employee)
      const employee = await get(`/api/employees/${known.body().id}/`)
      employee.assertBodyContains({ user_id: null, version: 1 })
    }
  })

  test('of several with one address no one is taken for them', async ({ client, assert }) => {
    const { post } = api(client, acme.owner)
    const email = freshAddress()
    await post('/api/employees/', { full_name: 'Ann One', email })
    await post('/api/employees/', { full_name: 'Ann Two', email })
    await invite(client, acme.owner, { email, roles: ['sales'] })
    const accepted = await client.post(ACCEPT).json(newcomer(await deliveredToken(mailbox, email)))
    accepted.assertStatus(200)
    assert.isNull(accepted.body().employee)
  })
})
