import { test } from '@japa/runner'
import { refreshTokens } from '#config/refresh_tokens'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { accountEventsOf } from '#tests/support/audit'
import { PASSWORD, type Persona, makePersona } from '#tests/support/personas'
import { ageUses } from '#tests/support/refresh_tokens'

async function actionsSince(persona: Persona): Promise<string[]> {
  const [, ...events] = await accountEventsOf(persona.userId)
  return events.map(({ action }) => action)
}

test.group('Audit | account events', (group) => {
  let dana: Persona

  group.each.setup(async () => {
    dana = await makePersona('Dana')
  })

  test('logging in, rightly and wrongly, is written down with where it came from', async ({
    client,
    assert,
  }) => {
    for (const password of [PASSWORD, 'wrong']) {
      await client
        .post('/api/auth/login/')
        .header('User-Agent', 'A browser')
        .json({ email: dana.email, password })
    }

    const [, success, failure] = await accountEventsOf(dana.userId)
    assert.containSubset(success, { action: 'login', user_agent: 'A browser' })
    assert.containSubset(failure, { action: 'login-failed', user_agent: 'A browser' })
    assert.match(failure?.ip_address ?? '', /127\.0\.0\.1|::1/)
  })

  test('a user who tries a name that no one has is written down as no one', async ({
    client,
    assert,
  }) => {
    const agent = `Prober of ${dana.userId}`
    await client
      .post('/api/auth/login/')
      .header('User-Agent', agent)
      .json({ email: `nobody.${dana.userId}@example.com`, password: PASSWORD })

    const { rows } = await UnitOfWork.run(asSystem, (unit) =>
      unit.query<{ action: string; user_id: string | null }>(
        'SELECT action, user_id FROM account_events WHERE user_agent = $1',
        [agent]
      )
    )
    assert.deepEqual(rows, [{ action: 'login-failed', user_id: null }])
  })

  test('R-23: a refresh token that is used again after the grace is written down, once', async ({
    client,
    assert,
  }) => {
    const refresh = () => client.post('/api/auth/refresh/').json({ refresh: dana.refresh })
    for (let attempt = 0; attempt < 2; attempt += 1) await refresh()
    assert.deepEqual(await actionsSince(dana), [])
    await ageUses(dana.sessionId, refreshTokens.graceSeconds + 1)

    for (let attempt = 0; attempt < 3; attempt += 1) await refresh()

    assert.deepEqual(await actionsSince(dana), ['token-reuse'])
  })

  test('a new password, a device logged out, and logging out are written down', async ({
    client,
    assert,
  }) => {
    await client.post('/api/auth/change-password/').bearerToken(dana.token).json({
      old_password: PASSWORD,
      new_password: 'another horse entirely',
      new_password_confirm: 'another horse entirely',
    })
    const login = await client
      .post('/api/auth/login/')
      .json({ email: dana.email, password: 'another horse entirely' })
    await client
      .post(`/api/auth/refresh-tokens/${dana.sessionId}/revoke/`)
      .bearerToken(login.body().tokens.access)
    await client.post('/api/auth/logout/').bearerToken(login.body().tokens.access).json({})

    assert.deepEqual(await actionsSince(dana), [
      'password-change',
      'login',
      'session-revoke',
      'logout',
    ])
  })

  test('R-32: says nothing of passwords and tokens', async ({ client, assert }) => {
    await client.post('/api/auth/login/').json({ email: dana.email, password: 'canary-password' })

    const { rows } = await UnitOfWork.run(asSystem, (unit) =>
      unit.query<{ said: string }>(
        `SELECT string_agg(e::text, ' ') AS said FROM account_events e WHERE user_id = $1`,
        [dana.userId]
      )
    )
    assert.notInclude(rows[0]?.said, 'canary')
    assert.notInclude(rows[0]?.said, dana.refresh)
  })
})
