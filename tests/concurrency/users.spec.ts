import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import User from '#plugins/identity/models/user'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { PASSWORD, makePersona } from '#tests/support/personas'

test.group('Users | races', () => {
  test('of users with one e-mail in different cases at once, one is made', async ({ assert }) => {
    const email = `Race.${randomUUID()}@Example.com`
    const spellings = [email, email.toLowerCase(), email.toUpperCase(), ` ${email} `]

    const outcomes = await Promise.allSettled(
      spellings.map((spelling) =>
        UnitOfWork.run(asSystem, () => User.create({ email: spelling, password: 'hashed' }))
      )
    )

    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    assert.lengthOf(refused, spellings.length - 1)
    for (const { reason } of refused) {
      assert.containsSubset(reason, { code: '23505', constraint: 'users_email_unique' })
    }
  })

  test('of users who want one username at once, one gets it', async ({ client, assert }) => {
    const personas = await Promise.all(Array.from({ length: 5 }, () => makePersona()))
    const username = `Race.${randomUUID()}`

    const responses = await Promise.all(
      personas.map(({ token }, index) =>
        client
          .patch('/api/users/me/')
          .bearerToken(token)
          .json({ username: index % 2 ? username : username.toUpperCase() })
      )
    )

    const statuses = responses.map((response) => response.status()).sort()
    assert.deepEqual(statuses, [200, 409, 409, 409, 409])
  })

  test('of two password changes at once one is made, and no old session outlives it', async ({
    client,
    assert,
  }) => {
    const persona = await makePersona()
    const change = (password: string) =>
      client.post('/api/auth/change-password/').bearerToken(persona.token).json({
        old_password: PASSWORD,
        new_password: password,
        new_password_confirm: password,
      })
    const logIn = () =>
      client.post('/api/auth/login/').json({ email: persona.email, password: PASSWORD })

    const [one, other, ...logins] = await Promise.all([
      change('plenty of salted caramel'),
      change('plenty of dark chocolate'),
      ...Array.from({ length: 6 }, logIn),
    ])

    assert.deepEqual([one?.status(), other?.status()].sort(), [200, 422])
    for (const login of logins) {
      if (login.status() !== 200) continue
      const me = await client.get('/api/users/me/').bearerToken(login.body().tokens.access)
      me.assertStatus(401)
    }
  })

  test('a login with a password that is being changed does not outlive the change', async ({
    client,
  }) => {
    const persona = await makePersona()

    const login = await UnitOfWork.run(asSystem, async () => {
      const user = await User.findOrFail(persona.userId)
      await user.takePassword('hashed').save()
      const pending = client
        .post('/api/auth/login/')
        .json({ email: persona.email, password: PASSWORD })
        .send()
      await setTimeout(400)
      return { pending }
    })

    const response = await login.pending
    response.assertStatus(401)
  })
})
