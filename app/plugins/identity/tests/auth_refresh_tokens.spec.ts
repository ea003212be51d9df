import { test } from '@japa/runner'
import { compactDecrypt } from 'jose'
import { refreshTokens } from '#config/refresh_tokens'
import { hashOfToken } from '#core/access/opaque_token'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { jobs } from '#core/jobs/registry'
import forgetRefreshTokens from '#plugins/identity/forget_refresh_tokens'
import { PASSWORD, type Persona, makePersona } from '#tests/support/personas'
import { ageUses } from '#tests/support/refresh_tokens'

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

  test('R-23: ends the whole session, and no other, when a token is used again after the grace', async ({
    client,
    assert,
  }) => {
    const persona = await makePersona()
    const login = await client
      .post('/api/auth/login/')
      .json({ email: persona.email, password: PASSWORD })
    const elsewhere = login.body().tokens
    const next = await client.post(REFRESH).json({ refresh: persona.refresh })
    await ageUses(persona.sessionId, refreshTokens.graceSeconds + 1)

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
    assert.deepEqual(await reusesOf(persona.userId), ['token-reuse'])
  })

  test('R-23: answers the same pair to a token that was just used, which goes on', async ({
    client,
    assert,
  }) => {
    const persona = await makePersona()
    const first = await client.post(REFRESH).json({ refresh: persona.refresh })
    await ageUses(persona.sessionId, refreshTokens.graceSeconds - 2)

    const repeated = await client.post('/api/auth/refresh/').json({ refresh: persona.refresh })

    repeated.assertStatus(200)
    assert.deepEqual(repeated.body(), first.body())
    const next = await client.post(REFRESH).json({ refresh: first.body().refresh })
    next.assertStatus(200)
    assert.notEqual(next.body().refresh, first.body().refresh)
    const me = await client.get('/api/users/me/').bearerToken(repeated.body().access)
    me.assertStatus(200)
    assert.deepEqual(await reusesOf(persona.userId), [])
  })

  test('R-23: a token whose successor is used ends the session at once', async ({
    client,
    assert,
  }) => {
    const persona = await makePersona()
    const first = await client.post(REFRESH).json({ refresh: persona.refresh })
    const second = await client.post(REFRESH).json({ refresh: first.body().refresh })

    const reused = await client.post(REFRESH).json({ refresh: persona.refresh })

    reused.assertStatus(401)
    const newest = await client.post(REFRESH).json({ refresh: second.body().refresh })
    newest.assertStatus(401)
    assert.deepEqual(await reusesOf(persona.userId), ['token-reuse'])
  })

  test('R-23: no token is answered twice where the grace is turned off', async ({
    client,
    assert,
    cleanup,
  }) => {
    const { graceSeconds } = refreshTokens
    cleanup(() => {
      refreshTokens.graceSeconds = graceSeconds
    })
    const [before, after] = await Promise.all([makePersona(), makePersona()])
    await client.post(REFRESH).json({ refresh: before.refresh })
    refreshTokens.graceSeconds = 0
    await client.post(REFRESH).json({ refresh: after.refresh })
    assert.isNull(await sealedPairOf(after.sessionId))

    for (const persona of [before, after]) {
      const reused = await client.post(REFRESH).json({ refresh: persona.refresh })
      reused.assertStatus(401)
      const me = await client.get('/api/users/me/').bearerToken(persona.token)
      me.assertStatus(401)
    }
  })

  test('R-21: a token that was just used revives no session that has ended since', async ({
    client,
    assert,
  }) => {
    const [loggedOut, expired, disabled] = await Promise.all([
      makePersona(),
      makePersona(),
      makePersona(),
    ])
    for (const { refresh } of [loggedOut, expired, disabled]) {
      const response = await client.post(REFRESH).json({ refresh })
      response.assertStatus(200)
    }
    await client.post('/api/auth/logout/').bearerToken(loggedOut.token)
    await UnitOfWork.run(asSystem, async (unit) => {
      await unit.query('UPDATE sessions SET expires_at = now() WHERE id = $1', [expired.sessionId])
      await unit.query('UPDATE users SET is_active = false WHERE id = $1', [disabled.userId])
    })

    for (const { refresh, userId } of [loggedOut, expired, disabled]) {
      const response = await client.post(REFRESH).json({ refresh })
      response.assertStatus(401)
      assert.deepEqual(await reusesOf(userId), [])
    }
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

  test('R-22: the row of its successor, and all others, tell nothing of the pair that was answered', async ({
    client,
    assert,
  }) => {
    const persona = await makePersona()
    const { access, refresh } = (
      await client.post(REFRESH).json({ refresh: persona.refresh })
    ).body()

    const { rows } = await UnitOfWork.run(asSystem, (unit) =>
      unit.query<{ row: string }>(
        'SELECT row_to_json(t)::text AS row FROM refresh_tokens t WHERE session_id = $1',
        [persona.sessionId]
      )
    )
    const sealed = (await sealedPairOf(persona.sessionId)) ?? ''

    for (const secret of [access, refresh, Buffer.from(refresh, 'base64url').toString('hex')]) {
      for (const { row } of rows) assert.notInclude(row, secret)
    }
    for (const key of [persona.refresh, refresh].map(hashOfToken)) {
      await assert.rejects(() => compactDecrypt(sealed, key), 'decryption operation failed')
    }
    await client.post(REFRESH).json({ refresh })
    const kept = await UnitOfWork.run(asSystem, (unit) =>
      unit.query('SELECT 1 FROM refresh_tokens WHERE session_id = $1 AND sealed_pair = $2', [
        persona.sessionId,
        sealed,
      ])
    )
    assert.lengthOf(kept.rows, 0)
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

async function reusesOf(userId: string): Promise<string[]> {
  const { rows } = await UnitOfWork.run(asSystem, (unit) =>
    unit.query<{ action: string }>(
      `SELECT action FROM account_events WHERE user_id = $1 AND action = 'token-reuse'`,
      [userId]
    )
  )
  return rows.map(({ action }) => action)
}

/** What the newest token of a session keeps of the pair that it came with. */
async function sealedPairOf(sessionId: string): Promise<string | null | undefined> {
  const { rows } = await UnitOfWork.run(asSystem, (unit) =>
    unit.query<{ sealed_pair: string | null }>(
      'SELECT sealed_pair FROM refresh_tokens WHERE session_id = $1 AND used_at IS NULL',
      [sessionId]
    )
  )
  return rows[0]?.sealed_pair
}

test.group('Auth | refresh tokens | forgotten', () => {
  const tokensOf = async ({ sessionId }: Persona) => {
    const { rows } = await UnitOfWork.run(asSystem, (unit) =>
      unit.query<{ is_used: boolean; days: number }>(
        `SELECT used_at IS NOT NULL AS is_used,
                extract(day FROM now() - created_at)::int AS days
         FROM refresh_tokens WHERE session_id = $1 ORDER BY id`,
        [sessionId]
      )
    )
    return rows.map(({ is_used: isUsed, days }) => `${isUsed ? 'used' : 'unused'} ${days}`)
  }
  const age = ({ sessionId }: Persona, days: number) =>
    UnitOfWork.run(asSystem, (unit) =>
      unit.query(
        `UPDATE refresh_tokens SET created_at = created_at - make_interval(days => $2),
                expires_at = expires_at - make_interval(days => $2),
                used_at = used_at - make_interval(days => $2)
         WHERE session_id = $1`,
        [sessionId, days]
      )
    )
  const forget = () =>
    forgetRefreshTokens.handle(
      {},
      {
        messageId: '',
        attempt: 1,
        isLastAttempt: false,
        signal: new AbortController().signal,
        progress: async () => {},
      }
    )

  test('two weeks after they were made, and those of sessions that go on are not', async ({
    client,
    assert,
  }) => {
    const [idle, active] = [await makePersona(), await makePersona()]
    await client.post(REFRESH).json({ refresh: idle.refresh })
    const second = await client.post(REFRESH).json({ refresh: active.refresh })
    await age(idle, 15)
    await age(active, 13)
    await forget()

    assert.deepEqual(await tokensOf(idle), [])
    assert.deepEqual(await tokensOf(active), ['used 13', 'unused 13'])
    const stolen = await client.post(REFRESH).json({ refresh: active.refresh })
    stolen.assertStatus(401)
    assert.deepEqual(await reusesOf(active.userId), ['token-reuse'], 'it is still known')
    assert.equal(
      (await client.post(REFRESH).json({ refresh: second.body().refresh })).status(),
      401
    )
    assert.isNotNull(forgetRefreshTokens.every)
    assert.equal(jobs.find('refresh-tokens:forget'), forgetRefreshTokens)
  })
})
