import { randomUUID } from 'node:crypto'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import User from '#plugins/identity/models/user'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { runJobs } from '#tests/support/jobs'
import { Mailbox, tokenIn } from '#tests/support/mailbox'
import { PASSWORD, makePersona } from '#tests/support/personas'

const RESET = '/api/auth/password-reset/'
const CONFIRM = '/api/auth/password-reset/confirm/'
const STRONG = 'plenty of salted caramel'

test.group('Auth | password reset', (group) => {
  const mailbox = Mailbox.during(group)

  const ask = async (client: ApiClient, email: string) => {
    const response = await client.post(RESET).json({ email })
    response.assertStatus(202)
    await runJobs()
    return tokenIn(mailbox.last(email))
  }

  test('gives a new password to anyone who reads the mail, and says that it did', async ({
    client,
    assert,
  }) => {
    const persona = await makePersona()
    const token = await ask(client, persona.email)
    assert.equal(mailbox.last(persona.email).subject, 'Choose a new password')

    const response = await client.post(CONFIRM).json({ token, new_password: STRONG })

    response.assertStatus(200)
    const withOld = await logIn(client, persona.email, PASSWORD)
    withOld.assertStatus(401)
    const withNew = await logIn(client, persona.email, STRONG)
    withNew.assertStatus(200)
    await runJobs()
    assert.equal(mailbox.last(persona.email).subject, 'Your password was changed')
  })

  test('R-21: logs every device out, and no older mail is worth anything', async ({
    client,
    assert,
  }) => {
    const persona = await makePersona('Rita', { isVerified: false })
    await client.post('/api/auth/verify-email/resend/').bearerToken(persona.token)
    await runJobs()
    const verification = tokenIn(mailbox.last(persona.email))
    const token = await ask(client, persona.email)

    await client.post(CONFIRM).json({ token, new_password: STRONG })

    const me = await client.get('/api/users/me/').bearerToken(persona.token)
    me.assertStatus(401)
    const refreshed = await client.post('/api/auth/refresh/').json({ refresh: persona.refresh })
    refreshed.assertStatus(401)
    const verified = await client.post('/api/auth/verify-email/').json({ token: verification })
    verified.assertStatus(422)
    const login = await logIn(client, persona.email, STRONG)
    assert.isTrue(login.body().user.is_verified)
  })

  test('R-21: a change of the password makes the mails before it worthless', async ({ client }) => {
    const persona = await makePersona()
    const token = await ask(client, persona.email)

    await client.post('/api/auth/change-password/').bearerToken(persona.token).json({
      old_password: PASSWORD,
      new_password: STRONG,
      new_password_confirm: STRONG,
    })

    const response = await client.post(CONFIRM).json({ token, new_password: 'another one, please' })
    response.assertStatus(422)
    response.assertBodyContains({ code: 'invalid_token' })
  })

  test('R-28: answers alike whether the address has an account, and asks not', async ({
    client,
    assert,
  }) => {
    const persona = await makePersona()
    const disabled = await makePersona()
    await UnitOfWork.run(asSystem, async () => {
      const user = await User.findOrFail(disabled.userId)
      await user.merge({ isActive: false }).save()
    })
    const unknown = `${randomUUID()}@example.com`

    const answers = []
    for (const email of [persona.email, disabled.email, unknown]) {
      const response = await client.post(RESET).json({ email })
      answers.push([response.status(), response.body()])
    }

    assert.deepEqual(answers[1], answers[0])
    assert.deepEqual(answers[2], answers[0])
    await runJobs()
    assert.lengthOf(mailbox.of(persona.email), 1)
    assert.isEmpty(mailbox.of(disabled.email))
    assert.isEmpty(mailbox.of(unknown))
  })

  test('R-30: the token is good once, and a weak password does not use it up', async ({
    client,
  }) => {
    const persona = await makePersona()
    const token = await ask(client, persona.email)

    const weak = await client.post(CONFIRM).json({ token, new_password: 'password1' })
    weak.assertStatus(422)
    weak.assertBodyContains({ errors: [{ field: 'new_password', rule: 'common' }] })
    const first = await client.post(CONFIRM).json({ token, new_password: STRONG })
    first.assertStatus(200)
    const second = await client.post(CONFIRM).json({ token, new_password: 'another one, please' })
    second.assertStatus(422)
    second.assertBodyContains({ code: 'invalid_token' })
  })

  test('R-30: the link begins with the configured address, whatever the request says', async ({
    client,
    assert,
  }) => {
    const persona = await makePersona()

    await client
      .post(RESET)
      .header('Host', 'localhost')
      .header('X-Forwarded-Host', 'evil.example')
      .header('Origin', 'https://evil.example')
      .header('Referer', 'https://evil.example/')
      .json({ email: persona.email })
    await runJobs()

    const { raw, text } = mailbox.last(persona.email)
    assert.notInclude(raw, 'evil.example')
    assert.notInclude(raw, 'localhost')
    assert.match(text, /^https:\/\/app\.example\.com\/reset-password#token=/m)
  })

  test('R-30: one address only, as a text: {$self}')
    .with([['a@example.com', 'b@example.com'], { $ne: '' }, 'a@example.com,b@example.com', null, 7])
    .run(async ({ client }, email) => {
      const response = await client.post(RESET).json({ email })
      response.assertStatus(422)
    })
})

function logIn(client: ApiClient, email: string, password: string) {
  return client.post('/api/auth/login/').json({ email, password })
}
