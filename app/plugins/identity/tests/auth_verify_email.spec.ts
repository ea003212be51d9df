import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { runJobs } from '#tests/support/jobs'
import { Mailbox, tokenIn } from '#tests/support/mailbox'
import { type Persona, makePersona } from '#tests/support/personas'

const VERIFY = '/api/auth/verify-email/'
const RESEND = '/api/auth/verify-email/resend/'

test.group('Auth | verify e-mail', (group) => {
  const mailbox = Mailbox.during(group)

  const ask = async (client: ApiClient, { token, email }: Persona) => {
    const response = await client.post(RESEND).bearerToken(token)
    response.assertStatus(202)
    await runJobs()
    return mailbox.last(email)
  }

  test('R-30: takes the token of the mail, once', async ({ client, assert }) => {
    const persona = await makePersona('Vera', { isVerified: false })
    const mail = await ask(client, persona)

    const verified = await client.post(VERIFY).json({ token: tokenIn(mail) })
    verified.assertStatus(200)
    const me = await client.get('/api/users/me/').bearerToken(persona.token)
    me.assertBodyContains({ is_verified: true })
    assert.isNotNull(me.body().email_verified_at)

    const again = await client.post(VERIFY).json({ token: tokenIn(mail) })
    again.assertStatus(422)
    again.assertBodyContains({ code: 'invalid_token' })
  })

  test('R-30: only the newest mail counts', async ({ client, assert }) => {
    const persona = await makePersona('Vera', { isVerified: false })
    const older = tokenIn(await ask(client, persona))
    const newer = tokenIn(await ask(client, persona))

    assert.notEqual(older, newer)
    const refused = await client.post(VERIFY).json({ token: older })
    refused.assertStatus(422)
    const verified = await client.post(VERIFY).json({ token: newer })
    verified.assertStatus(200)
  })

  test('sends nothing to those who are verified, and tells them nothing else', async ({
    client,
    assert,
  }) => {
    const persona = await makePersona()

    const response = await client.post(RESEND).bearerToken(persona.token)

    response.assertStatus(202)
    await runJobs()
    assert.isEmpty(mailbox.of(persona.email))
  })

  test('R-30: takes texts only: {$self}')
    .with([1, true, null, ['a'], { $ne: '' }, { $gt: '' }])
    .run(async ({ client }, token) => {
      const response = await client.post(VERIFY).json({ token })
      response.assertStatus(422)
    })

  test('refuses tokens that are unknown, and letters to the anonymous', async ({ client }) => {
    const unknown = await client.post(VERIFY).json({ token: 'A'.repeat(43) })
    unknown.assertStatus(422)
    unknown.assertBodyContains({ code: 'invalid_token' })
    const anonymous = await client.post(RESEND)
    anonymous.assertStatus(401)
  })
})
