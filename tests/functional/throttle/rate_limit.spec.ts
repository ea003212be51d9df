import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { settleUp } from '#throttle/rate_limit'
import { hire, makeCompany, makePersona } from '#tests/personas'
import { throttled } from '#tests/throttling'

test.group('Throttle | rate limit', () => {
  test('every answer says what there is and what is left', async ({ client, cleanup }) => {
    await throttled(cleanup, {
      quotas: { caller: { most: 5, seconds: 60 }, organization: { most: 9, seconds: 60 } },
    })
    const { owner } = await makeCompany()
    await client.get('/api/customers/').bearerToken(owner.token)

    const response = await client.get('/api/customers/').bearerToken(owner.token)

    response.assertStatus(200)
    response.assertHeader('ratelimit-policy', '"caller";q=5;w=60, "organization";q=9;w=60')
    response.assertHeader('ratelimit', '"caller";r=3;t=60, "organization";r=7;t=60')
  })

  test('refuses a caller who has had his share, and nobody else', async ({ client, cleanup }) => {
    await throttled(cleanup, { quotas: { caller: { most: 2, seconds: 60 } } })
    const [busy, other] = await Promise.all([makePersona(), makePersona()])
    for (let request = 0; request < 2; request += 1) {
      const allowed = await client.get('/api/users/me/').bearerToken(busy.token)
      allowed.assertStatus(200)
    }

    const response = await client.get('/api/users/me/').bearerToken(busy.token)

    response.assertStatus(429)
    response.assertHeader('retry-after', '60')
    response.assertHeader('ratelimit', '"caller";r=0;t=60')
    response.assertBodyContains({ code: 'too_many_requests', status: 429 })
    const others = await client.get('/api/users/me/').bearerToken(other.token)
    others.assertStatus(200)
  })

  test('refuses an organization that has had its share, and writes nothing', async ({
    client,
    assert,
    cleanup,
  }) => {
    await throttled(cleanup, { quotas: { organization: { most: 2, seconds: 60 } } })
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
