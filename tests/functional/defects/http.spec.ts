import { test } from '@japa/runner'
import { refreshTokens } from '#config/refresh_tokens'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { makeEmployee } from '#tests/support/employees'
import { PASSWORD, type Company, hireWith, makeCompany, makePersona } from '#tests/support/personas'
import { ageUses } from '#tests/support/refresh_tokens'
import { throttled } from '#tests/support/throttling'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/* What systems of this kind often get wrong. */
test.group('Common defects | logins and answers', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('R-23: a refresh token works once, and is shown to nobody', async ({ client, assert }) => {
    const { refresh, token } = acme.owner
    const path = '/api/auth/refresh-tokens/'
    const first = await client.post(path).json({ refresh })
    first.assertStatus(200)
    await ageUses(acme.owner.sessionId, refreshTokens.graceSeconds + 1)
    const second = await client.post(path).json({ refresh })
    second.assertStatus(401)
    const sessions = await client.get(path).bearerToken(first.body().access)
    sessions.assertStatus(401)
    const other = await client
      .post('/api/auth/login/')
      .json({ email: acme.owner.email, password: PASSWORD })
    const listed = await client.get(path).bearerToken(other.body().tokens.access)
    assert.notInclude(listed.text(), refresh)
    assert.notInclude(listed.text(), token)
    assert.notInclude(listed.text(), other.body().tokens.refresh)
  })

  test('a refresh token is for its session, and made for nobody else', async ({
    client,
    assert,
  }) => {
    const victim = await makePersona()
    const { refresh } = acme.owner
    for (const key of ['user', 'user_id']) {
      const refused = await api(client, acme.owner).post('/api/auth/refresh-tokens/', {
        refresh,
        [key]: victim.userId,
      })
      refused.assertStatus(422)
      refused.assertBodyContains({ errors: [{ field: key, rule: 'unknown' }] })
    }
    const pair = await client.post('/api/auth/refresh-tokens/').json({ refresh })
    const me = await client.get('/api/users/me/').bearerToken(pair.body().access)
    assert.equal(me.body().id, acme.owner.userId)
  })

  test('guessing is slowed down, and being locked out is no other answer than a wrong password', async ({
    client,
    assert,
    cleanup,
  }) => {
    await throttled(cleanup)
    const login = (email: string, password: string) =>
      client.post('/api/auth/login/').json({ email, password })
    const { email, userId } = await makePersona()
    const wrong = await login(email, 'not the password')
    await UnitOfWork.run(asSystem, (unit) =>
      unit.query('UPDATE users SET is_active = false WHERE id = $1', [userId])
    )
    const disabled = await login(email, PASSWORD)
    assert.deepEqual([wrong.status(), disabled.status()], [401, 401])
    assert.equal(wrong.body().detail, disabled.body().detail)
    for (let time = 0; time < 3; time += 1) await login(email, 'not the password')
    ;(await login(email, 'not the password')).assertStatus(429)
  })

  test('logging out and another password end access at once; e-mails have no case', async ({
    client,
    assert,
  }) => {
    const { email } = acme.owner
    const login = (as: string, password: string) =>
      client.post('/api/auth/login/').json({ email: as, password })
    const other = (await login(email.toUpperCase(), PASSWORD)).body().tokens
    const upper = await client.get('/api/users/me/').bearerToken(other.access)
    assert.equal(upper.body().id, acme.owner.userId)

    const changed = await client
      .post('/api/auth/change-password/')
      .bearerToken(acme.owner.token)
      .json({
        old_password: PASSWORD,
        new_password: 'another horse battery',
        new_password_confirm: 'another horse battery',
      })
    changed.assertStatus(200)
    const elsewhere = await client.get('/api/users/me/').bearerToken(other.access)
    elsewhere.assertStatus(401)
    const old = await login(email, PASSWORD)
    old.assertStatus(401)
    const out = await client.post('/api/auth/logout/').bearerToken(acme.owner.token).json({})
    out.assertStatus(200)
    const after = await client.get('/api/users/me/').bearerToken(acme.owner.token)
    after.assertStatus(401)
  })

  test('what a client says of its own address is not believed', async ({ client, assert }) => {
    const login = await client
      .post('/api/auth/login/')
      .header('X-Forwarded-For', '203.0.113.9')
      .json({ email: acme.owner.email, password: PASSWORD })
    const sessions = await client
      .get('/api/auth/refresh-tokens/')
      .bearerToken(login.body().tokens.access)
    sessions.assertStatus(200)
    assert.notInclude(sessions.text(), '203.0.113.9')
  })

  test('whatever goes wrong is answered in one format', async ({ client, assert }) => {
    const { token } = acme.owner
    const answers = [
      await client.get('/api/nowhere/').bearerToken(token),
      await client.get('/api/customers/no-id/').bearerToken(token),
      await client.delete('/api/deals/').bearerToken(token),
      await client.post('/api/deals/').bearerToken(token).json([]),
      await client.post('/api/leads/').bearerToken(token).header('content-type', 'text/xml'),
      await client.get('/api/deals/'),
    ]
    for (const answer of answers) {
      assert.isAtLeast(answer.status(), 400)
      assert.isBelow(answer.status(), 500)
      assert.include(answer.header('content-type'), 'application/problem+json')
      assert.containsSubset(answer.body(), { status: answer.status() })
      assert.isString(answer.body().code)
    }
  })

  test('an export runs no formula, and shows pay to nobody who may not know it', async ({
    client,
    assert,
  }) => {
    await makeCustomer(acme, { name: '=cmd|calc' })
    const id = await makeEmployee(acme)
    const { get, patch } = api(client, acme.owner)
    await patch(`/api/employees/${id}/`, { salary: '98765.00', commission_rate: '12.34' })
    assert.include((await get('/api/customers/export/')).text(), "'=cmd")

    const clerk = await hireWith(acme, ['employees:read', 'employees:export'])
    for (const path of ['', `${id}/`, 'export/', '?search=Eve', '?ordering=email']) {
      const response = await api(client, clerk).get(`/api/employees/${path}`)
      response.assertStatus(200)
      assert.notMatch(response.text(), /98765|12\.34|salary|commission|two_factor/)
    }
  })
})
