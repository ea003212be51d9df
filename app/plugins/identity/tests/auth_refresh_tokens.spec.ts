import { test } from '@japa/runner'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { PASSWORD, makePersona } from '#tests/support/personas'

const REFRESH = '/api/auth/refresh-tokens/'

test.group('Auth | refresh tokens | store', () => {
  test('exchanges a token for a new pair, under either name and path', async ({
    client,
    assert,
  }) => {
    const persona = await makePersona()

    const first = await client.post(REFRESH).json({ refresh: persona.refresh })
    first.assertStatus(200)
    assert.sameMembers(Object.keys(first.body()), ['access', 'refresh'])
    const second = await client
      .post('/api/auth/refresh/')
      .json({ refresh_token: first.body().refresh })

    second.assertStatus(200)
    const me = await client.get('/api/users/me/').bearerToken(second.body().access)
    assert.equal(me.body().id, persona.userId)
  })

  test('R-23: ends the whole session, and no other, when a token is used twice', async ({
    client,
  }) => {
    const persona = await makePersona()
    const login = await client
      .post('/api/auth/login/')
      .json({ email: persona.email, password: PASSWORD })
    const elsewhere = login.body().tokens
    const next = await client.post(REFRESH).json({ refresh: persona.refresh })

    const reused = await client.post(REFRESH).json({ refresh: persona.refresh })

    reused.assertStatus(401)
    reused.assertBodyContains({ code: 'invalid_refresh_token' })
    const newest = await client.post(REFRESH).json({ refresh: next.body().refresh })
    newest.assertStatus(401)
    for (const dead of [persona.token, next.body().access]) {
      const response = await client.get('/api/users/me/').bearerToken(dead)
      response.assertStatus(401)
    }
    const other = await client.get('/api/users/me/').bearerToken(elsewhere.access)
    other.assertStatus(200)
    const continued = await client.post(REFRESH).json({ refresh: elsewhere.refresh })
    continued.assertStatus(200)
  })

  test('R-22: refuses tokens that are unknown, expired, of an ended session or of a disabled user', async ({
    client,
  }) => {
    const [expired, ended, disabled, capped] = await Promise.all([
      makePersona(),
      makePersona(),
      makePersona(),
      makePersona(),
    ])
    await UnitOfWork.run(asSystem, async (unit) => {
      await unit.query(
        `UPDATE refresh_tokens SET expires_at = now() - interval '1 second' WHERE session_id = $1`,
        [expired.sessionId]
      )
      await unit.query('UPDATE sessions SET revoked_at = now() WHERE id = $1', [ended.sessionId])
      await unit.query('UPDATE users SET is_active = false WHERE id = $1', [disabled.userId])
      await unit.query('UPDATE sessions SET expires_at = now() WHERE id = $1', [capped.sessionId])
    })

    for (const refresh of [
      expired.refresh,
      ended.refresh,
      disabled.refresh,
      capped.refresh,
      ended.token,
      'unknown',
    ]) {
      const response = await client.post(REFRESH).json({ refresh })
      response.assertStatus(401)
    }
  })

  test('R-22: lives seven days from its making, and never longer than its session', async ({
    client,
    assert,
  }) => {
    const persona = await makePersona()
    const daysLeft = async () =>
      UnitOfWork.run(asSystem, async (unit) => {
        const { rows } = await unit.query<{ days: number }>(
          `SELECT extract(epoch FROM expires_at - now())::float / 86400 AS days
           FROM refresh_tokens WHERE session_id = $1 AND used_at IS NULL`,
          [persona.sessionId]
        )
        return rows[0]?.days ?? 0
      })
    assert.approximately(await daysLeft(), 7, 0.01)
    await UnitOfWork.run(asSystem, (unit) =>
      unit.query(`UPDATE sessions SET expires_at = now() + interval '2 days' WHERE id = $1`, [
        persona.sessionId,
      ])
    )

    await client.post(REFRESH).json({ refresh: persona.refresh })

    assert.approximately(await daysLeft(), 2, 0.01)
  })

  test('R-22: is never kept as it is', async ({ assert }) => {
    const persona = await makePersona()

    const { rows } = await UnitOfWork.run(asSystem, (unit) =>
      unit.query('SELECT row_to_json(t)::text AS row FROM refresh_tokens t WHERE session_id = $1', [
        persona.sessionId,
      ])
    )

    assert.lengthOf(Buffer.from(persona.refresh, 'base64url'), 32)
    assert.notInclude(rows[0]?.row, persona.refresh)
    assert.notInclude(rows[0]?.row, Buffer.from(persona.refresh, 'base64url').toString('hex'))
  })

  test('refuses a body without a token', async ({ client }) => {
    for (const body of [{}, { refresh: null }, { refresh: 1 }, { refresh: 'a', more: 1 }]) {
      const response = await client.post(REFRESH).json(body)
      response.assertStatus(422)
    }
  })
})

test.group('Auth | refresh tokens | index', () => {
  test('lists the living sessions of the caller, and never a token', async ({ client, assert }) => {
    const [persona, stranger] = await Promise.all([makePersona(), makePersona()])
    const login = await client
      .post('/api/auth/login/')
      .header('user-agent', 'A phone')
      .json({ email: persona.email, password: PASSWORD })
    const third = await client
      .post('/api/auth/login/')
      .json({ email: persona.email, password: PASSWORD })
    await client.post('/api/auth/logout/').bearerToken(third.body().tokens.access)

    const response = await client.get(REFRESH).bearerToken(persona.token)

    response.assertStatus(200)
    const { count, results } = response.body()
    assert.equal(count, 2)
    assert.deepEqual(
      results.map((session: { is_current: boolean; device_info: string }) => [
        session.device_info,
        session.is_current,
      ]),
      [
        ['A phone', false],
        ['test', true],
      ]
    )
    assert.sameMembers(Object.keys(results[0]), [
      'id',
      'device_info',
      'ip_address',
      'is_current',
      'created_at',
      'last_used_at',
      'expires_at',
    ])
    assert.notInclude(response.text(), stranger.sessionId)
    assert.notInclude(response.text(), login.body().tokens.refresh)
  })

  test('refuses the anonymous', async ({ client }) => {
    const response = await client.get(REFRESH)
    response.assertStatus(401)
  })

  test('refuses parameters that it does not know', async ({ client }) => {
    const persona = await makePersona()
    const response = await client.get(`${REFRESH}?user_id=1`).bearerToken(persona.token)
    response.assertStatus(400)
  })
})

test.group('Auth | refresh tokens | revoke', () => {
  test('R-21: ends one session of the caller, however often it is asked', async ({ client }) => {
    const persona = await makePersona()
    const login = await client
      .post('/api/auth/login/')
      .json({ email: persona.email, password: PASSWORD })
    const { tokens } = login.body()

    for (let time = 0; time < 2; time += 1) {
      const response = await client
        .post(`${REFRESH}${persona.sessionId}/revoke/`)
        .bearerToken(tokens.access)
      response.assertStatus(200)
      response.assertBody({ message: 'Token revoked successfully.' })
    }

    const dead = await client.get('/api/users/me/').bearerToken(persona.token)
    dead.assertStatus(401)
    const living = await client.get('/api/users/me/').bearerToken(tokens.access)
    living.assertStatus(200)
  })

  test('knows no session of anyone else', async ({ client, assert }) => {
    const [persona, stranger] = await Promise.all([makePersona(), makePersona()])
    const absent = '00000000-0000-7000-8000-000000000000'

    const answers = []
    for (const id of [stranger.sessionId, absent]) {
      const response = await client.post(`${REFRESH}${id}/revoke/`).bearerToken(persona.token)
      response.assertStatus(404)
      answers.push({ ...response.body(), instance: null, request_id: null })
    }

    assert.deepEqual(answers[0], answers[1])
    const living = await client.get('/api/users/me/').bearerToken(stranger.token)
    living.assertStatus(200)
  })

  test('refuses the anonymous', async ({ client }) => {
    const persona = await makePersona()
    const response = await client.post(`${REFRESH}${persona.sessionId}/revoke/`)
    response.assertStatus(401)
  })
})

test.group('Auth | refresh tokens | destroy', () => {
  test('ends one session of the caller, and no one else’s', async ({ client }) => {
    const [persona, stranger] = await Promise.all([makePersona(), makePersona()])
    const login = await client
      .post('/api/auth/login/')
      .json({ email: persona.email, password: PASSWORD })
    const { access } = login.body().tokens

    const ended = await client.delete(`${REFRESH}${persona.sessionId}/`).bearerToken(access)
    const foreign = await client.delete(`${REFRESH}${stranger.sessionId}/`).bearerToken(access)

    ended.assertStatus(204)
    foreign.assertStatus(404)
    const dead = await client.get('/api/users/me/').bearerToken(persona.token)
    dead.assertStatus(401)
    const living = await client.get('/api/users/me/').bearerToken(stranger.token)
    living.assertStatus(200)
  })
})
