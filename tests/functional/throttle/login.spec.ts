import type { ApiClient } from '@japa/api-client'
import hash from '@adonisjs/core/services/hash'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { PASSWORD, makePersona } from '#tests/support/personas'
import { throttled } from '#tests/support/throttling'

const LOGIN = '/api/auth/login/'

test.group('Throttle | login', () => {
  test('R-29: five failures of an account make it wait, a minute at first', async ({
    client,
    assert,
    cleanup,
  }) => {
    await throttled(cleanup)
    const persona = await makePersona()
    await fail(client, persona.email, 5)

    const response = await client.post(LOGIN).json({ email: persona.email, password: PASSWORD })

    response.assertStatus(429)
    response.assertHeader('content-type', 'application/problem+json')
    assert.match(response.header('retry-after') ?? '', /^(60|5\d)$/)
    response.assertBodyContains({ code: 'too_many_requests' })
    const again = await client.post(LOGIN).json({ email: persona.email, password: PASSWORD })
    again.assertStatus(429)
    assert.isAtMost(Number(again.header('retry-after')), 60)
  })

  test('R-29: the wait doubles, never to be for good', async ({ client, assert, cleanup }) => {
    await throttled(cleanup, { throttles: { login: { address: null } } })
    const persona = await makePersona()

    const waits: number[] = []
    for (let round = 0; round < 7; round += 1) {
      await fail(client, persona.email, 5)
      const response = await client.post(LOGIN).json({ email: persona.email, password: PASSWORD })
      response.assertStatus(429)
      waits.push(Number(response.header('retry-after')))
      await db.rawQuery('UPDATE throttles SET expire = 0 WHERE points < 100 AND expire < ?', [
        Date.now() + 20 * 60_000,
      ])
    }

    assert.deepEqual(waits, [60, 120, 240, 480, 900, 900, 900])
    const afterwards = await client.post(LOGIN).json({ email: persona.email, password: PASSWORD })
    afterwards.assertStatus(200)
  })

  test('R-29: an account is one however its name is written', async ({ client, cleanup }) => {
    await throttled(cleanup)
    const { email } = await makePersona()
    const spellings = [
      email,
      email.toUpperCase(),
      ` ${email} `,
      `${email}\t`,
      email.normalize('NFD'),
    ]
    for (const [index, spelling] of spellings.entries()) {
      const path = index % 2 === 0 ? LOGIN : LOGIN.replace(/\/$/, '')
      const response = await client
        .post(path)
        .header('x-forwarded-for', `198.51.100.${index}`)
        .json({ email: spelling, password: 'not the password' })
      response.assertStatus(401)
    }

    const response = await client.post(LOGIN).json({ password: PASSWORD, email })

    response.assertStatus(429)
  })

  test('R-28: an unknown account is throttled like a known one', async ({
    client,
    assert,
    cleanup,
  }) => {
    await throttled(cleanup)
    const email = `nobody.${Date.now()}@example.com`
    await fail(client, email, 5)

    const response = await client.post(LOGIN).json({ email, password: PASSWORD })

    response.assertStatus(429)
    assert.equal(response.header('retry-after'), '60')
  })

  test('R-29: an address may fail with twenty accounts a minute', async ({ client, cleanup }) => {
    await throttled(cleanup)
    for (let attempt = 0; attempt < 20; attempt += 1) {
      await fail(client, `nobody.${attempt}@example.com`, 1)
    }
    const persona = await makePersona()

    const response = await client.post(LOGIN).json({ email: persona.email, password: PASSWORD })

    response.assertStatus(429)
  })

  test('does not count those who succeed', async ({ client, cleanup }) => {
    await throttled(cleanup, {
      throttles: {
        login: { account: { max: 2, seconds: 60 }, address: { max: 3, seconds: 60 } },
      },
    })
    const persona = await makePersona()
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const response = await client.post(LOGIN).json({ email: persona.email, password: PASSWORD })
      response.assertStatus(200)
    }

    await fail(client, persona.email, 2)
  })

  test('a successful login does not wipe the failures of an address', async ({
    client,
    cleanup,
  }) => {
    await throttled(cleanup, { throttles: { login: { address: { max: 3, seconds: 60 } } } })
    const persona = await makePersona()
    await fail(client, 'nobody@example.com', 2)
    const own = await client.post(LOGIN).json({ email: persona.email, password: PASSWORD })
    own.assertStatus(200)
    await fail(client, 'nobody@example.com', 1)

    const response = await client.post(LOGIN).json({ email: persona.email, password: PASSWORD })

    response.assertStatus(429)
  })

  test('refuses before it hashes', async ({ client, assert, cleanup }) => {
    await throttled(cleanup)
    const persona = await makePersona()
    await fail(client, persona.email, 5)
    const verify = hash.verify.bind(hash)
    let hashed = 0
    cleanup(() => {
      hash.verify = verify
    })
    hash.verify = (...args) => {
      hashed += 1
      return verify(...args)
    }

    const response = await client.post(LOGIN).json({ email: persona.email, password: PASSWORD })

    response.assertStatus(429)
    assert.equal(hashed, 0)
  })

  test('keeps neither names nor addresses', async ({ client, assert, cleanup }) => {
    await throttled(cleanup)
    const persona = await makePersona()
    await fail(client, persona.email, 6, [401, 429])

    const { rows } = await db.rawQuery(`SELECT string_agg(key, ' ') AS keys FROM throttles`)

    assert.notInclude(rows[0].keys, '@')
    assert.notInclude(rows[0].keys, '127.0.0.1')
  })
})

async function fail(client: ApiClient, email: string, times: number, statuses = [401]) {
  for (let attempt = 0; attempt < times; attempt += 1) {
    const response = await client.post(LOGIN).json({ email, password: 'not the password' })
    if (!statuses.includes(response.status())) response.assertStatus(401)
  }
}
