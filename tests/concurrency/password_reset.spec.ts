import { test } from '@japa/runner'
import { AccountToken } from '#plugins/identity/models/account_token'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { PASSWORD, makePersona } from '#tests/support/personas'

test.group('Password reset | races', () => {
  test('R-30: of twenty uses of one token at once, one sets the password', async ({
    client,
    assert,
  }) => {
    const { userId, email } = await makePersona()
    const token = await UnitOfWork.run(asSystem, () =>
      AccountToken.issue({ userId, email }, 'reset_password')
    )

    const responses = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        client
          .post('/api/auth/password-reset/confirm/')
          .json({ token, new_password: `plenty of caramel, number ${index}` })
      )
    )

    const winners = responses.flatMap((response, index) =>
      response.status() === 200 ? [index] : []
    )
    assert.lengthOf(winners, 1)
    assert.isTrue(responses.every((response) => [200, 422].includes(response.status())))
    const login = await client
      .post('/api/auth/login/')
      .json({ email, password: `plenty of caramel, number ${winners[0]}` })
    login.assertStatus(200)
  })

  test('R-21: no session that began while the password was reset outlives it', async ({
    client,
    assert,
  }) => {
    const { userId, email } = await makePersona()
    const token = await UnitOfWork.run(asSystem, () =>
      AccountToken.issue({ userId, email }, 'reset_password')
    )
    const logIn = () => client.post('/api/auth/login/').json({ email, password: PASSWORD })

    const [reset, ...logins] = await Promise.all([
      client
        .post('/api/auth/password-reset/confirm/')
        .json({ token, new_password: 'plenty of salted caramel' }),
      ...Array.from({ length: 6 }, logIn),
    ])

    assert.equal(reset?.status(), 200)
    for (const login of logins) {
      if (login.status() !== 200) continue
      const me = await client.get('/api/users/me/').bearerToken(login.body().tokens.access)
      me.assertStatus(401)
    }
  })
})
