import { test } from '@japa/runner'
import Session from '#plugins/identity/models/session'
import { refreshTokens } from '#config/refresh_tokens'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { PASSWORD, makePersona } from '#tests/support/personas'

const REFRESH = '/api/auth/refresh-tokens/'

test.group('Refresh tokens | races', () => {
  test('R-24: fifty refreshes at once are answered the same pair, and no second token lives', async ({
    client,
    assert,
  }) => {
    const persona = await makePersona()
    const login = await client
      .post('/api/auth/login/')
      .json({ email: persona.email, password: PASSWORD })

    const responses = await Promise.all(
      Array.from({ length: 50 }, () => client.post(REFRESH).json({ refresh: persona.refresh }))
    )

    const [first] = responses
    for (const response of responses) {
      response.assertStatus(200)
      assert.deepEqual(response.body(), first?.body())
    }
    assert.equal(await livingTokens(persona.sessionId), 1)
    const me = await client.get('/api/users/me/').bearerToken(first?.body().access)
    me.assertStatus(200)
    const elsewhere = await client.get('/api/users/me/').bearerToken(login.body().tokens.access)
    elsewhere.assertStatus(200)
  })

  test('R-24: of fifty refreshes at once without a grace one succeeds at most, and no token lives', async ({
    client,
    assert,
    cleanup,
  }) => {
    const { graceSeconds } = refreshTokens
    cleanup(() => {
      refreshTokens.graceSeconds = graceSeconds
    })
    refreshTokens.graceSeconds = 0
    const persona = await makePersona()

    const responses = await Promise.all(
      Array.from({ length: 50 }, () => client.post(REFRESH).json({ refresh: persona.refresh }))
    )

    const statuses = responses.map((response) => response.status())
    assert.lengthOf(
      statuses.filter((status) => status === 200),
      1
    )
    assert.isTrue(statuses.every((status) => status === 200 || status === 401))
    assert.equal(await livingTokens(persona.sessionId), 0)
  })

  test('R-24: a refresh that races with the end of its session leaves no token alive', async ({
    client,
    assert,
  }) => {
    for (let round = 0; round < 10; round += 1) {
      const persona = await makePersona()

      const [refreshed] = await Promise.all([
        client.post(REFRESH).json({ refresh: persona.refresh }),
        UnitOfWork.run(asSystem, () => Session.revoke({ id: persona.sessionId }, 'logout')),
      ])

      assert.include([200, 401], refreshed.status())
      assert.equal(await livingTokens(persona.sessionId), 0)
      if (refreshed.status() !== 200) continue
      const me = await client.get('/api/users/me/').bearerToken(refreshed.body().access)
      me.assertStatus(401)
    }
  })
})

async function livingTokens(sessionId: string): Promise<number> {
  const { rows } = await UnitOfWork.run(asSystem, (unit) =>
    unit.query<{ total: number }>(
      `SELECT count(*)::int AS total FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id
       WHERE s.id = $1 AND s.revoked_at IS NULL AND s.expires_at > now()
         AND t.used_at IS NULL AND t.expires_at > now()`,
      [sessionId]
    )
  )
  return rows[0]?.total ?? 0
}
