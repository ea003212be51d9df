import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { ACCESS_STEPS } from '#core/access/access_steps'
import { definePlugin } from '#core/plugins/api'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { makeCustomer } from '#tests/support/customers'
import { type Company, type Member, hire, hireWith, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'

const guarding = definePlugin({
  id: 'guarding-of-explain',
  version: '1.0.0',
  scopes: {
    customers: (bind, { caller }) =>
      caller.role === 'owner' ? null : `r.city = ${bind('Berlin')}`,
  },
  policies: {
    'customers:delete': ({ record }) =>
      record.$attributes.name === 'Keep' ? 'No one deletes this one.' : true,
  },
})

/** What each rule is answered with when it refuses. */
const ANSWERS: Readonly<Record<string, readonly number[]>> = {
  user: [401],
  membership: [403],
  plugin: [404],
  place: [403],
  role: [403],
  record: [403, 404],
  scope: [404],
  policy: [403],
}

const METHODS = { read: 'GET', update: 'PATCH', delete: 'DELETE' } as const

const run = (sql: string, id: string) => UnitOfWork.run(asSystem, (unit) => unit.query(sql, [id]))

async function callersOf(acme: Company): Promise<Record<string, Member>> {
  const callers = {
    'owner': acme.owner,
    'admin': await hire(acme, { as: 'admin' }),
    'manager': await hire(acme, { roles: ['manager'] }),
    'reader': await hireWith(acme, ['customers:read']),
    'for their own': await hireWith(acme, [
      'customers:create',
      'customers:read/own',
      'customers:update/own',
    ]),
    'reads all, writes own': await hireWith(acme, ['customers:read', 'customers:update/own']),
    'writes unread': await hireWith(acme, ['customers:update', 'customers:delete']),
    'no one': await hire(acme),
    'left': await hire(acme, { roles: ['manager'] }),
    'locked out': await hire(acme, { roles: ['manager'] }),
  }
  const { left, 'locked out': lockedOut } = callers
  await run('UPDATE user_organizations SET is_active = false WHERE user_id = $1', left.userId)
  await run('UPDATE users SET is_active = false WHERE id = $1', lockedOut.userId)
  return callers
}

/** Nobody has seen this version, so that who may do something does not do it. */
async function statusOf(
  client: ApiClient,
  { token }: Member,
  at: Company,
  path: string,
  method: string
) {
  const request = client
    .request(path, method)
    .bearerToken(token)
    .header('X-Organization-Id', at.id)
    .header('If-Match', '"9999"')
  const response = await (method === 'PATCH' ? request.json({ notes: 'Seen' }) : request)
  return response.status()
}

test.group('Access | explain | steps', (group) => {
  bring(group, [guarding])

  test('R-11: for each caller, action and record, the verdict is what the request answers', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOn(acme, guarding.id)
    const callers = await callersOf(acme)
    const records: Record<string, string> = {
      near: await makeCustomer(acme, { city: 'Berlin' }),
      far: await makeCustomer(acme, { city: 'Paris' }),
      kept: await makeCustomer(acme, { name: 'Keep', city: 'Berlin' }),
      absent: acme.id,
    }
    const made = await client
      .post('/api/customers/')
      .bearerToken(callers['for their own']?.token ?? '')
      .json({ name: 'Their own', city: 'Berlin' })
    made.assertStatus(201)
    records.own = made.body().id

    const wrong: string[] = []
    const met = new Set<string>()
    for (const [who, caller] of Object.entries(callers)) {
      for (const [which, id] of Object.entries(records)) {
        for (const [action, method] of Object.entries(METHODS)) {
          const explained = await client
            .get('/api/access/explain/')
            .qs({ user: caller.userId, resource: 'customers', action, id })
            .bearerToken(acme.owner.token)
          explained.assertStatus(200)
          const { allowed, decided_by: rule } = explained.body()
          const status = await statusOf(client, caller, acme, `/api/customers/${id}/`, method)
          met.add(`${rule} ${allowed}`)
          const expected = allowed ? [200, 204, 412] : (ANSWERS[rule] ?? [])
          if (!expected.includes(status)) {
            wrong.push(`${who} ${action} ${which}: ${status}, but ${allowed} by ${rule}`)
          }
        }
      }
    }

    assert.deepEqual(wrong, [])
    assert.includeMembers(
      [...met],
      ['user', 'membership', 'role', 'record', 'scope', 'policy'].map((rule) => `${rule} false`)
    )
  }).timeout(120_000)

  test('a plugin that is off is met after the user and the membership, as by a request', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { owner, left, 'locked out': lockedOut } = await callersOf(acme)

    for (const [caller, rule, status] of [
      [owner, 'plugin', 404],
      [left, 'membership', 403],
      [lockedOut, 'user', 401],
    ] as const) {
      if (!caller) throw new Error('All of them exist')
      const explained = await client
        .get('/api/access/explain/')
        .qs({ user: caller.userId, resource: 'loyalty-entries' })
        .bearerToken(acme.owner.token)
      explained.assertBodyContains({ allowed: false, decided_by: rule })
      assert.equal(await statusOf(client, caller, acme, '/api/loyalty-entries/', 'GET'), status)
    }
  })

  test('each step stands in the list once, in the order of a request', ({ assert }) => {
    assert.deepEqual(
      ACCESS_STEPS.map(({ name }) => name),
      ['user', 'membership', 'plugin', 'self', 'permission', 'record', 'scope', 'policy']
    )
  })
})
