import { test } from '@japa/runner'
import { type Persona, makePersona } from '#tests/support/personas'
import { challengeOf, codeOf, enrol, passTime } from '#tests/support/two_factor'

const SOLVE = '/api/auth/login/two-factor/'

test.group('Two factor | race', () => {
  test('of twenty who use one code at once, one gets in', async ({ client, assert }) => {
    const persona = await makePersona()
    const { secret } = await enrol(client, persona)
    await passTime(persona)
    const challenges = await Promise.all(twenty(() => challengeOf(client, persona)))
    const code = codeOf(secret)

    const responses = await Promise.all(
      challenges.map((challenge) => client.post(SOLVE).json({ challenge, code }))
    )

    assert.lengthOf(
      responses.filter((response) => response.status() === 200),
      1
    )
    assert.lengthOf(
      responses.filter((response) => response.status() === 401),
      19
    )
  })

  test('of twenty who use one recovery code at once, one gets in', async ({ client, assert }) => {
    const persona = await makePersona()
    const { recoveryCodes } = await enrol(client, persona)
    const challenges = await Promise.all(twenty(() => challengeOf(client, persona)))

    const responses = await Promise.all(
      challenges.map((challenge) =>
        client.post(SOLVE).json({ challenge, recovery_code: recoveryCodes[0] })
      )
    )

    assert.lengthOf(
      responses.filter((response) => response.status() === 200),
      1
    )
  })

  test('of twenty who confirm at once, one sees the recovery codes', async ({ client, assert }) => {
    const persona: Persona = await makePersona()
    const begun = await client.post('/api/auth/two-factor/').bearerToken(persona.token)
    const code = codeOf(begun.body().secret)

    const responses = await Promise.all(
      twenty(() =>
        client.post('/api/auth/two-factor/confirm/').bearerToken(persona.token).json({ code })
      )
    )

    assert.lengthOf(
      responses.filter((response) => response.status() === 200),
      1
    )
    const standing = await client.get('/api/auth/two-factor/').bearerToken(persona.token)
    assert.equal(standing.body().recovery_codes_left, 10)
  })
})

function twenty<T>(make: () => Promise<T>): Promise<T>[] {
  return Array.from({ length: 20 }, make)
}
