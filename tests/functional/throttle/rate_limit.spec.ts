import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { UnitOfWork } from '#core/database/unit_of_work'
import { settleUp } from '#core/rate_limits/charges'
import { makeApiKey } from '#tests/support/api_keys'
import { PASSWORD, hire, makeCompany, makePersona } from '#tests/support/personas'
import { throttled } from '#tests/support/throttling'

test.group('Throttle | rate limit', () => {
  test('every answer says what there is and what is left', async ({ client, assert, cleanup }) => {
    await throttled(cleanup, {
      quotas: { caller: { max: 5, seconds: 60 }, organization: { max: 9, seconds: 60 } },
    })
    const { owner } = await makeCompany()
    await client.get('/api/customers/').bearerToken(owner.token)

    const response = await client.get('/api/customers/').bearerToken(owner.token)

    response.assertStatus(200)
    response.assertHeader('ratelimit-policy', '"caller";q=5;w=60, "organization";q=9;w=60')
    assert.match(
      response.header('ratelimit') ?? '',
      /^"caller";r=3;t=(60|5\d), "organization";r=7;t=(60|5\d)$/
    )
  })

  test('refuses a caller who has had their share, and no one else', async ({
    client,
    assert,
    cleanup,
  }) => {
    await throttled(cleanup, { quotas: { caller: { max: 2, seconds: 60 } } })
    const [busy, other] = await Promise.all([makePersona(), makePersona()])
    for (let request = 0; request < 2; request += 1) {
      const allowed = await client.get('/api/users/me/').bearerToken(busy.token)
      allowed.assertStatus(200)
    }

    const response = await client.get('/api/users/me/').bearerToken(busy.token)

    response.assertStatus(429)
    assert.match(response.header('retry-after') ?? '', /^(60|5\d)$/)
    assert.match(response.header('ratelimit') ?? '', /^"caller";r=0;t=(60|5\d)$/)
    response.assertBodyContains({ code: 'too_many_requests', status: 429 })
    const others = await client.get('/api/users/me/').bearerToken(other.token)
    others.assertStatus(200)
  })

  test('refuses an organization that has had its share, and writes nothing', async ({
    client,
    assert,
    cleanup,
  }) => {
    await throttled(cleanup, { quotas: { organization: { max: 2, seconds: 60 } } })
    const acme = await makeCompany()
    const colleague = await hire(acme, { as: 'admin' })
    await client.get('/api/customers/').bearerToken(acme.owner.token)
    await client.get('/api/customers/').bearerToken(acme.owner.token)

    const response = await client
      .post('/api/customers/')
      .bearerToken(colleague.token)
      .json({ name: 'One too many' })

    response.assertStatus(429)
    response.assertBodyContains({ code: 'too_many_requests' })
    const me = await client.get('/api/users/me/').bearerToken(colleague.token)
    me.assertStatus(200)
    await throttled(cleanup, { quotas: { organization: null } })
    const list = await client.get('/api/customers/').bearerToken(acme.owner.token)
    assert.equal(list.body().count, 0)
  })

  test('is settled in the database, where other processes see it', async ({
    client,
    assert,
    cleanup,
  }) => {
    await throttled(cleanup)
    const persona = await makePersona()
    for (let request = 0; request < 3; request += 1) {
      await client.get('/api/users/me/').bearerToken(persona.token)
    }
    const key = `caller:${persona.userId}`

    await settleUp()
    await db.rawQuery('UPDATE throttles SET points = 999999999 WHERE key = ?', [key])
    await client.get('/api/users/me/').bearerToken(persona.token)
    await settleUp()

    const { rows } = await db.rawQuery('SELECT points FROM throttles WHERE key = ?', [key])
    assert.equal(rows[0].points, 1_000_000_000)
    const response = await client.get('/api/users/me/').bearerToken(persona.token)
    response.assertStatus(429)
  })

  test('a token that is good no longer spends nothing of its user, and is told nothing', async ({
    client,
    assert,
    cleanup,
  }) => {
    await throttled(cleanup, {
      quotas: {
        caller: { max: 4, seconds: 60 },
        organization: { max: 4, seconds: 60 },
        address: { max: 1000, seconds: 60 },
      },
    })
    const acme = await makeCompany()
    const login = await client
      .post('/api/auth/login/')
      .json({ email: acme.owner.email, password: PASSWORD })
    const { access } = login.body().tokens
    /* This process knows it, and takes it to be good the next time. */
    const known = await client.get('/api/customers/').bearerToken(access)
    known.assertStatus(200)
    await client.post('/api/auth/logout/').bearerToken(access)

    for (let count = 0; count < 10; count += 1) {
      const dead = await client.get('/api/customers/').bearerToken(access)
      dead.assertStatus(401)
      assert.notInclude(String(dead.header('ratelimit')), 'caller')
      assert.notInclude(String(dead.header('ratelimit')), 'organization')
    }

    const living = await client.get('/api/customers/').bearerToken(acme.owner.token)
    living.assertStatus(200)
    assert.match(
      String(living.header('ratelimit')),
      /^"caller";r=1;t=\d+, "organization";r=2;t=\d+$/
    )
  })

  test('a token that is good no longer is not told that its user has had their share', async ({
    client,
    cleanup,
  }) => {
    await throttled(cleanup, { quotas: { caller: { max: 2, seconds: 60 } } })
    const acme = await makeCompany()
    const login = await client
      .post('/api/auth/login/')
      .json({ email: acme.owner.email, password: PASSWORD })
    const { access } = login.body().tokens
    await client.get('/api/customers/').bearerToken(access)
    await client.post('/api/auth/logout/').bearerToken(access)

    const living = await client.get('/api/customers/').bearerToken(acme.owner.token)
    const dead = await client.get('/api/customers/').bearerToken(access)

    living.assertStatus(429)
    dead.assertStatus(401)
  })

  test('a key that was revoked spends nothing of its organization', async ({ client, cleanup }) => {
    await throttled(cleanup, { quotas: { organization: { max: 6, seconds: 60 } } })
    const acme = await makeCompany()
    const { key, id } = await makeApiKey(client, acme.owner)
    await client.get('/api/customers/').bearerToken(key)
    await client.post(`/api/api-keys/${id}/revoke/`).bearerToken(acme.owner.token)

    for (let count = 0; count < 6; count += 1) {
      const dead = await client.get('/api/customers/').bearerToken(key)
      dead.assertStatus(401)
    }

    const living = await client.get('/api/customers/').bearerToken(acme.owner.token)
    living.assertStatus(200)
  })

  test('calls without a good token count against their address, where no one else pays', async ({
    client,
    assert,
    cleanup,
  }) => {
    await throttled(cleanup, { quotas: { address: { max: 3, seconds: 60 } } })
    const persona = await makePersona()
    const tokens = ['made-up', `hcrm_${'a'.repeat(43)}`, 'a.b.c']
    for (const token of tokens) {
      const unknown = await client.get('/api/customers/').bearerToken(token)
      unknown.assertStatus(401)
    }

    const refused = await client.get('/api/customers/').bearerToken('made-up')
    const living = await client.get('/api/users/me/').bearerToken(persona.token)

    refused.assertStatus(429)
    assert.match(String(refused.header('ratelimit')), /^"address";r=0;t=\d+$/)
    assert.isAbove(Number(refused.header('retry-after')), 0)
    living.assertStatus(200)
  })

  test('of calls at the same moment no more pass than the quota has, however known the caller is', async ({
    client,
    assert,
    cleanup,
  }) => {
    const acme = await makeCompany()
    const call = () => client.get('/api/customers/').bearerToken(acme.owner.token)
    await call()
    for (const name of ['caller', 'organization'] as const) {
      await throttled(cleanup, {
        quotas: { caller: null, organization: null, [name]: { max: 5, seconds: 60 } },
      })

      const answers = await Promise.all(Array.from({ length: 30 }, async () => call()))

      const passed = answers.filter((answer) => answer.status() === 200)
      assert.lengthOf(passed, 5, name)
    }
  })

  test('what an address sends too much of is refused before the database is asked', async ({
    client,
    assert,
    cleanup,
  }) => {
    await throttled(cleanup, { quotas: { address: { max: 2, seconds: 60 } } })
    const acme = await makeCompany()
    const { key } = await makeApiKey(client, acme.owner)
    const login = await client
      .post('/api/auth/login/')
      .json({ email: acme.owner.email, password: PASSWORD })
    const dead = login.body().tokens.access
    const call = async (token: string) => client.get('/api/customers/').bearerToken(token)
    ;(await call(key)).assertStatus(200)
    await client.post('/api/auth/logout/').bearerToken(dead)
    await call(dead)
    await call('hcrm_' + 'a'.repeat(43))

    const asked: unknown[] = []
    const { run } = UnitOfWork
    UnitOfWork.run = (transactionOptions, work, options) => {
      asked.push(transactionOptions)
      return run(transactionOptions, work, options)
    }
    cleanup(() => {
      UnitOfWork.run = run
    })
    const refused = [await call('hcrm_' + 'b'.repeat(43)), await call(dead)]

    assert.deepEqual(
      refused.map((answer) => answer.status()),
      [429, 429]
    )
    assert.isEmpty(asked)
    ;(await call(key)).assertStatus(200)
    ;(await call(acme.owner.token)).assertStatus(200)
  })

  test('guesses with a token that is good no longer do not keep its user from changing the password', async ({
    client,
    cleanup,
  }) => {
    await throttled(cleanup, { throttles: { password: { caller: { max: 2, seconds: 60 } } } })
    const persona = await makePersona()
    const login = await client
      .post('/api/auth/login/')
      .json({ email: persona.email, password: PASSWORD })
    const { access } = login.body().tokens
    await client.post('/api/auth/logout/').bearerToken(access)
    const change = (token: string, old: string) =>
      client.post('/api/auth/change-password/').bearerToken(token).json({
        old_password: old,
        new_password: 'plenty of salted caramel',
        new_password_confirm: 'plenty of salted caramel',
      })

    for (let count = 0; count < 4; count += 1) {
      const dead = await change(access, 'a guess')
      dead.assertStatus(401)
    }

    const own = await change(persona.token, PASSWORD)
    own.assertStatus(200)
  })

  test('nothing of a request can reach what it is charged with', async ({ assert }) => {
    for (const role of ['crm_app', 'crm_system']) {
      const { rows } = await db.rawQuery(
        `SELECT has_table_privilege(?, 'throttles', 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE') AS may`,
        [role]
      )
      assert.isFalse(rows[0].may, role)
    }
  })
})
