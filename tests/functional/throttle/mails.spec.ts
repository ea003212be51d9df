import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import { freshAddress } from '#tests/support/invitations'
import { makeCompany, makePersona } from '#tests/support/personas'
import { throttled } from '#tests/support/throttling'

const RESET = '/api/auth/password-reset/'

test.group('Throttle | mails and their tokens', () => {
  test('R-29: one address is sent so many mails, whether it has an account or not', async ({
    client,
    assert,
    cleanup,
  }) => {
    await throttled(cleanup)
    const { email } = await makePersona()

    for (const address of [email, `${randomUUID()}@example.com`]) {
      const statuses: number[] = []
      for (let asked = 0; asked < 6; asked += 1) {
        const spelling = asked % 2 ? address.toUpperCase() : ` ${address}`
        const response = await client.post(RESET).json({ email: spelling })
        statuses.push(response.status())
      }
      assert.deepEqual(statuses, [202, 202, 202, 202, 202, 429])
    }
  })

  test('R-29: tokens cannot be tried without end: {$self}')
    .with([
      '/api/auth/verify-email/',
      '/api/auth/password-reset/confirm/',
      '/api/users/me/email/confirm/',
      '/api/invitations/preview/',
      '/api/invitations/accept/',
    ])
    .run(async ({ client, cleanup }, path) => {
      const limits = { one_time_token: { address: { max: 3, seconds: 60 } } }
      await throttled(cleanup, { throttles: limits })
      const guess = () => client.post(path).json({ token: randomUUID() })
      for (let tried = 0; tried < 3; tried += 1) {
        const response = await guess()
        response.assertStatus(422)
      }

      const response = await guess()

      response.assertStatus(429)
    })

  test('R-29: one network registers so many accounts, and invites so many people', async ({
    client,
    cleanup,
  }) => {
    const few = { address: { max: 1, seconds: 60 } }
    const acme = await makeCompany()
    await throttled(cleanup, { throttles: { registration: few, invitation: few } })
    const register = () =>
      client.post('/api/users/').json({
        email: freshAddress(),
        password: 'plenty of salted caramel',
        password_confirm: 'plenty of salted caramel',
        first_name: 'Rob',
        last_name: 'Robot',
      })
    const invite = () =>
      client.post('/api/invitations/').bearerToken(acme.owner.token).json({ email: freshAddress() })

    for (const request of [register, invite]) {
      const first = await request()
      first.assertStatus(201)
      const second = await request()
      second.assertStatus(429)
    }
  })

  test('R-29: the password cannot be guessed where the e-mail is changed', async ({
    client,
    cleanup,
  }) => {
    await throttled(cleanup, { throttles: { password: { caller: { max: 2, seconds: 60 } } } })
    const { token } = await makePersona()
    const guess = () =>
      client
        .post('/api/users/me/email/')
        .bearerToken(token)
        .json({ email: freshAddress(), password: 'a guess' })
    for (let tried = 0; tried < 2; tried += 1) {
      const response = await guess()
      response.assertStatus(422)
    }

    const response = await guess()

    response.assertStatus(429)
  })
})
