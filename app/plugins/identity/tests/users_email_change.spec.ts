import { randomUUID } from 'node:crypto'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { runJobs } from '#tests/support/jobs'
import { Mailbox, tokenIn } from '#tests/support/mailbox'
import { PASSWORD, type Persona, makePersona } from '#tests/support/personas'

const CHANGE = '/api/users/me/email/'
const CONFIRM = '/api/users/me/email/confirm/'

const newAddress = () => `moved.${randomUUID()}@example.com`

test.group('Users | change of e-mail', (group) => {
  const mailbox = Mailbox.during(group)

  test('changes nothing until the new address is confirmed, and tells the old one', async ({
    client,
    assert,
  }) => {
    const persona = await makePersona()
    const email = newAddress()

    const asked = await change(client, persona, email)
    asked.assertStatus(202)
    await runJobs()
    const before = await client.get('/api/users/me/').bearerToken(persona.token)
    before.assertBodyContains({ email: persona.email })
    assert.isEmpty(mailbox.of(persona.email))

    const confirmed = await client.post(CONFIRM).json({ token: tokenIn(mailbox.last(email)) })
    confirmed.assertStatus(200)
    const after = await client.get('/api/users/me/').bearerToken(persona.token)
    after.assertBodyContains({ email, is_verified: true })
    await runJobs()
    const notice = mailbox.last(persona.email)
    assert.equal(notice.subject, 'Your e-mail address was changed')
    assert.include(notice.text, email)

    const withOld = await logIn(client, persona.email)
    withOld.assertStatus(401)
    const withNew = await logIn(client, email)
    withNew.assertStatus(200)
  })

  test('R-30: the token is good once, and only the newest', async ({ client }) => {
    const persona = await makePersona()
    const [first, second] = [newAddress(), newAddress()]
    await change(client, persona, first)
    await change(client, persona, second)
    await runJobs()

    const older = await client.post(CONFIRM).json({ token: tokenIn(mailbox.last(first)) })
    older.assertStatus(422)
    const newer = await client.post(CONFIRM).json({ token: tokenIn(mailbox.last(second)) })
    newer.assertStatus(200)
    const again = await client.post(CONFIRM).json({ token: tokenIn(mailbox.last(second)) })
    again.assertStatus(422)
  })

  test('R-21: a mail that was sent to the old address is worth nothing after it', async ({
    client,
  }) => {
    const persona = await makePersona()
    await client.post('/api/auth/password-reset/').json({ email: persona.email })
    const email = newAddress()
    await change(client, persona, email)
    await runJobs()
    const reset = tokenIn(mailbox.last(persona.email))
    await client.post(CONFIRM).json({ token: tokenIn(mailbox.last(email)) })

    const response = await client
      .post('/api/auth/password-reset/confirm/')
      .json({ token: reset, new_password: 'plenty of salted caramel' })

    response.assertStatus(422)
  })

  test('R-28: answers alike for an address that has an account, which gets another mail', async ({
    client,
    assert,
  }) => {
    const [persona, holder] = await Promise.all([makePersona(), makePersona('Holly')])

    const free = await change(client, persona, newAddress())
    const taken = await change(client, persona, holder.email)

    assert.deepEqual([taken.status(), taken.body()], [free.status(), free.body()])
    await runJobs()
    const mail = mailbox.last(holder.email)
    assert.equal(mail.subject, 'You already have an account')
    assert.notInclude(mail.text, '#token=')
  })

  test('refuses an address that got an account meanwhile', async ({ client }) => {
    const persona = await makePersona()
    const email = newAddress()
    await change(client, persona, email)
    await runJobs()
    await client.post('/api/users/').json({
      email,
      password: 'plenty of salted caramel',
      password_confirm: 'plenty of salted caramel',
      first_name: 'Quick',
      last_name: 'Other',
    })

    const response = await client.post(CONFIRM).json({ token: tokenIn(mailbox.of(email)[0]!) })

    response.assertStatus(409)
    response.assertBodyContains({ code: 'already_exists', field: 'email' })
  })

  test('asks for the password, and for a caller', async ({ client, assert }) => {
    const persona = await makePersona()
    const email = newAddress()

    const wrong = await change(client, persona, email, 'not the password')
    wrong.assertStatus(422)
    wrong.assertBodyContains({ errors: [{ field: 'password', rule: 'correct' }] })
    const anonymous = await client.post(CHANGE).json({ email, password: PASSWORD })
    anonymous.assertStatus(401)
    await runJobs()
    assert.isEmpty(mailbox.of(email))
  })
})

function change(client: ApiClient, { token }: Persona, email: string, password = PASSWORD) {
  return client.post(CHANGE).bearerToken(token).json({ email, password })
}

function logIn(client: ApiClient, email: string) {
  return client.post('/api/auth/login/').json({ email, password: PASSWORD })
}
