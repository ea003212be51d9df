import { test } from '@japa/runner'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { assignRole, makeRole, systemRole } from '#tests/support/access'
import { actionsOf, eventsOf } from '#tests/support/audit'
import { freshAddress, invite } from '#tests/support/invitations'
import { runJobs } from '#tests/support/jobs'
import { Mailbox } from '#tests/support/mailbox'
import { hire, hireWith, makeCompany, makePersona } from '#tests/support/personas'

const URL = '/api/invitations/'

test.group('Invitations | store', (group) => {
  const mailbox = Mailbox.during(group)

  test('asks a user in, as what and with which roles, for seven days', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const email = freshAddress()

    const response = await client
      .post(URL)
      .bearerToken(acme.owner.token)
      .json({ email, roles: ['sales'] })

    response.assertStatus(201)
    const invitation = response.body()
    response.assertHeader('location', `${URL}${invitation.id}/`)
    assert.containsSubset(invitation, {
      email,
      role: 'member',
      status: 'pending',
      roles: [{ slug: 'sales' }],
      invited_by: { id: acme.owner.userId },
      sent_at: null,
      accepted_at: null,
    })
    const lifetime = Date.parse(invitation.expires_at) - Date.parse(invitation.created_at)
    assert.closeTo(lifetime, 7 * 86_400_000, 5_000)
    assert.notInclude(response.text(), 'token')

    await runJobs()
    const mail = mailbox.last(email)
    assert.match(mail.subject, /^You are invited to Acme /)
    assert.include(mail.text, 'Olivia Test invites you to work in Acme')
    assert.match(mail.text, /^https:\/\/app\.example\.com\/accept-invitation#token=[\w-]{43}$/m)
    const shown = await client.get(`${URL}${invitation.id}/`).bearerToken(acme.owner.token)
    assert.isNotNull(shown.body().sent_at)
    assert.deepEqual(actionsOf(await eventsOf(acme, 'invitations')), ['invitations:create'])
  })

  test('names roles by their ids, too', async ({ client }) => {
    const acme = await makeCompany()
    const role = await makeRole(client, acme.owner, { permissions: ['customers:read'] })

    const response = await client
      .post(URL)
      .bearerToken(acme.owner.token)
      .json({ email: freshAddress(), role_ids: [role.toUpperCase()], roles: ['viewer'] })

    response.assertStatus(201)
    response.assertBodyContains({ roles: [{ id: role }, { slug: 'viewer' }] })
  })

  test('R-14: no one invites with roles that they could not grant', async ({ client, assert }) => {
    const acme = await makeCompany()
    const wide = await makeRole(client, acme.owner, { permissions: ['customers:delete'] })
    const inviter = await hireWith(acme, ['invitations:create', 'roles:read', 'customers:read/own'])
    const [admin, email] = [await hire(acme, { as: 'admin' }), freshAddress()]
    const all = await makeRole(client, acme.owner, { permissions: ['customers:read'] })

    for (const [by, body] of [
      [inviter, { role_ids: [wide] }],
      [inviter, { role_ids: [all] }],
      [inviter, { roles: ['viewer'] }],
      [inviter, { role: 'admin' }],
      [inviter, { role: 'owner' }],
      [admin, { role: 'owner' }],
    ] as const) {
      const response = await client
        .post(URL)
        .bearerToken(by.token)
        .json({ email, ...body })
      response.assertStatus(403)
      response.assertBodyContains({ code: 'cannot_grant' })
    }
    const list = await client.get(URL).bearerToken(acme.owner.token)
    list.assertBodyContains({ count: 0 })
    await runJobs()
    assert.isEmpty(mailbox.of(email))
    await invite(client, admin, { role: 'admin' })
    await invite(client, inviter)
  })

  test('a user whose own address is not verified invites no one', async ({ client }) => {
    const registered = await client.post('/api/users/').json({
      email: freshAddress(),
      password: 'plenty of salted caramel',
      password_confirm: 'plenty of salted caramel',
      first_name: 'Una',
      last_name: 'Unverified',
      organization_name: 'Unverified',
    })
    const login = await client
      .post('/api/auth/login/')
      .json({ email: registered.body().email, password: 'plenty of salted caramel' })

    const response = await client
      .post(URL)
      .bearerToken(login.body().tokens.access)
      .json({ email: freshAddress() })

    response.assertStatus(403)
    response.assertBodyContains({ code: 'email_not_verified' })
  })

  test('R-28: answers for an address that has an account elsewhere as for any', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const elsewhere = await makePersona()
    const answer = async (email: string) => {
      const response = await client.post(URL).bearerToken(acme.owner.token).json({ email })
      const {
        id,
        email: address,
        created_at: created,
        updated_at: updated,
        expires_at: end,
        ...rest
      } = response.body()
      assert.isDefined(id && address && created && updated && end)
      return [response.status(), rest]
    }

    assert.deepEqual(await answer(elsewhere.email), await answer(freshAddress()))
    await runJobs()
    assert.match(mailbox.last(elsewhere.email).subject, /^You are invited/)
  })

  test('refuses members and invited addresses, however they are spelled', async ({ client }) => {
    const acme = await makeCompany()
    const member = await hire(acme)
    const { email } = await invite(client, acme.owner)

    const inside = await client
      .post(URL)
      .bearerToken(acme.owner.token)
      .json({ email: member.email.toUpperCase() })
    inside.assertStatus(409)
    inside.assertBodyContains({ code: 'already_member' })
    const twice = await client
      .post(URL)
      .bearerToken(acme.owner.token)
      .json({ email: email.toUpperCase() })
    twice.assertStatus(409)
    twice.assertBodyContains({ code: 'already_exists', field: 'email' })
    const globex = await makeCompany('Globex')
    await invite(client, globex.owner, { email })
  })

  test('refuses what it does not know', async ({ client, assert }) => {
    const [acme, globex] = [await makeCompany(), await makeCompany('Globex')]
    const foreign = await systemRole(client, globex.owner, 'viewer')

    for (const [body, field] of [
      [{}, 'email'],
      [{ email: 'nobody' }, 'email'],
      [{ email: freshAddress(), role_ids: [foreign] }, 'role_ids'],
      [{ email: freshAddress(), roles: ['emperor'] }, 'roles'],
      [{ email: freshAddress(), role: 'emperor' }, 'role'],
      [{ email: freshAddress(), token: 'mine' }, 'token'],
      [{ email: freshAddress(), expires_at: '2099-01-01' }, 'expires_at'],
    ] as const) {
      const response = await client.post(URL).bearerToken(acme.owner.token).json(body)
      response.assertStatus(422)
      assert.equal(response.body().errors[0].field, field)
    }
  })

  test('needs the permission, and a caller', async ({ client }) => {
    const acme = await makeCompany()
    const member = await hire(acme, { roles: ['sales'] })

    const anonymous = await client.post(URL).json({ email: freshAddress() })
    anonymous.assertStatus(401)
    const lacking = await client.post(URL).bearerToken(member.token).json({ email: freshAddress() })
    lacking.assertStatus(403)
    lacking.assertBodyContains({ permission: 'invitations:create' })
  })

  test('is gone with the roles that are deleted meanwhile, not with the invitation', async ({
    client,
  }) => {
    const acme = await makeCompany()
    const role = await makeRole(client, acme.owner, { permissions: ['customers:read'] })
    const { id } = await invite(client, acme.owner, { role_ids: [role] })

    await client.delete(`/api/roles/${role}/`).bearerToken(acme.owner.token)

    const shown = await client.get(`${URL}${id}/`).bearerToken(acme.owner.token)
    shown.assertBodyContains({ status: 'pending', roles: [] })
  })

  test('R-49: hostile names of people and organizations are inert in the letter', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany('<script>alert(1)</script>{{7*7}}')
    const hostile = '<b>Eve</b>\r\nBcc: everybody@example.com'
    const refused = await client
      .patch('/api/users/me/')
      .bearerToken(acme.owner.token)
      .json({ first_name: hostile })
    refused.assertBodyContains({ errors: [{ field: 'first_name', rule: 'line_break' }] })
    await UnitOfWork.run(asSystem, (unit) =>
      unit.query('UPDATE users SET first_name = $1, last_name = $2 WHERE id = $3', [
        hostile,
        '{{ 7*7 }}',
        acme.owner.userId,
      ])
    )

    const { email } = await invite(client, acme.owner)
    await runJobs()

    const mail = mailbox.last(email)
    assert.deepEqual(mail.recipients, [email])
    assert.notInclude(mail.html, '<script')
    assert.notInclude(mail.html, '<b>')
    assert.include(mail.html, '{{7*7}}')
    assert.include(mail.text, '<b>Eve</b> Bcc: everybody@example.com {{ 7*7 }} invites you')
    assert.notMatch(mail.raw, /^Bcc:/im)
    assert.isAbove(mail.subject.length, 0)
  })

  test('R-14: anyone who has a role may invite with it', async ({ client }) => {
    const acme = await makeCompany()
    const inviter = await hireWith(acme, ['invitations:create'])
    const viewer = await systemRole(client, acme.owner, 'viewer')
    await assignRole(client, acme.owner, inviter.userId, viewer)

    await invite(client, inviter, { roles: ['viewer'] })
  })
})
