import { test } from '@japa/runner'
import User from '#plugins/identity/models/user'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { accountEventsOf } from '#tests/support/audit'
import { deliveredToken, freshAddress } from '#tests/support/invitations'
import { Mailbox } from '#tests/support/mailbox'

const STRONG = 'plenty of salted caramel'

test.group('Audit | accounts by mail', (group) => {
  const mailbox = Mailbox.during(group)

  test('registration, verification, reset and change of e-mail are events', async ({
    client,
    assert,
  }) => {
    const [email, moved] = [freshAddress(), freshAddress()]
    const password = { password: STRONG, password_confirm: STRONG }
    await client
      .post('/api/users/')
      .json({ email, ...password, first_name: 'Hanna', last_name: 'History' })
    const user = await UnitOfWork.run(asSystem, () => User.findByEmail(email))
    const verification = await deliveredToken(mailbox, email)
    await client.post('/api/auth/verify-email/').json({ token: verification })
    await client.post('/api/auth/password-reset/').json({ email })
    const reset = await deliveredToken(mailbox, email)
    await client
      .post('/api/auth/password-reset/confirm/')
      .json({ token: reset, new_password: 'another horse entirely' })
    const login = await client
      .post('/api/auth/login/')
      .json({ email, password: 'another horse entirely' })
    await client
      .post('/api/users/me/email/')
      .bearerToken(login.body().tokens.access)
      .json({ email: moved, password: 'another horse entirely' })
    const change = await deliveredToken(mailbox, moved)
    await client.post('/api/users/me/email/confirm/').json({ token: change })

    const events = await accountEventsOf(user?.id ?? '')
    assert.deepEqual(
      events.map(({ action }) => action),
      ['register', 'email-verify', 'password-reset', 'login', 'email-change']
    )
    assert.isTrue(events.every((event) => event.ip_address !== null))
  })

  test('a registration of an address that has an account leaves no event', async ({
    client,
    assert,
  }) => {
    const email = freshAddress()
    const password = { password: STRONG, password_confirm: STRONG }
    const somebody = { email, ...password, first_name: 'Hanna', last_name: 'History' }
    await client.post('/api/users/').json(somebody)
    const again = await client.post('/api/users/').json(somebody)

    assert.isEmpty(await accountEventsOf(again.body().id))
  })
})
