import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { PASSWORD, type Persona, makePersona } from '#tests/support/personas'

const LOGOUT = '/api/auth/logout/'

test.group('Auth | logout', () => {
  test('R-21: ends the session with all of its tokens, and no other one', async ({
    client,
    assert,
  }) => {
    const persona = await makePersona()
    const elsewhere = await logInAgain(client, persona)

    const response = await client.post(LOGOUT).bearerToken(persona.token)

    response.assertStatus(200)
    response.assertBody({ message: 'Successfully logged out.' })
    assert.isFalse(await isAlive(client, persona.token))
    const refreshed = await client.post('/api/auth/refresh/').json({ refresh: persona.refresh })
    refreshed.assertStatus(401)
    assert.isTrue(await isAlive(client, elsewhere.access))
  })

  test('ends the session of the caller’s refresh token as well', async ({ client, assert }) => {
    const persona = await makePersona()
    const elsewhere = await logInAgain(client, persona)

    const response = await client
      .post(LOGOUT)
      .bearerToken(persona.token)
      .json({ refresh_token: elsewhere.refresh })

    response.assertStatus(200)
    assert.isFalse(await isAlive(client, persona.token))
    assert.isFalse(await isAlive(client, elsewhere.access))
  })

  test('leaves the session of anyone else’s refresh token alone', async ({ client, assert }) => {
    const [persona, stranger] = await Promise.all([makePersona(), makePersona()])

    const response = await client
      .post(LOGOUT)
      .bearerToken(persona.token)
      .json({ refresh_token: stranger.refresh })

    response.assertStatus(200)
    assert.isTrue(await isAlive(client, stranger.token))
  })

  test('ends every session when told so', async ({ client, assert }) => {
    const [persona, stranger] = await Promise.all([makePersona(), makePersona()])
    const elsewhere = await logInAgain(client, persona)

    const response = await client.post(LOGOUT).bearerToken(persona.token).json({ all: true })

    response.assertStatus(200)
    assert.isFalse(await isAlive(client, persona.token))
    assert.isFalse(await isAlive(client, elsewhere.access))
    assert.isTrue(await isAlive(client, stranger.token))
  })

  test('refuses the anonymous', async ({ client }) => {
    const response = await client.post(LOGOUT)
    response.assertStatus(401)
  })

  test('refuses what it does not understand, and ends nothing', async ({ client, assert }) => {
    const persona = await makePersona()

    for (const body of [{ all: 'maybe' }, { everything: true }, { refresh_token: 1 }]) {
      const response = await client.post(LOGOUT).bearerToken(persona.token).json(body)
      response.assertStatus(422)
    }

    assert.isTrue(await isAlive(client, persona.token))
  })
})

async function logInAgain(client: ApiClient, { email }: Persona) {
  const response = await client.post('/api/auth/login/').json({ email, password: PASSWORD })
  return response.body().tokens
}

async function isAlive(client: ApiClient, token: string) {
  const response = await client.get('/api/users/me/').bearerToken(token)
  return response.status() === 200
}
