import { test } from '@japa/runner'
import { makeCustomer, namesIn } from '#tests/support/customers'
import { assignRole, makeRole } from '#tests/support/access'
import { type Company, hire, hireWith, makeCompany } from '#tests/support/personas'
import {
  StaleIdentityError,
  SpeculativeIdentity,
} from '#core/database/pipelining/speculative_identity'
import { Read } from '#core/database/read'
import { UnitOfWork, forOrganization, asSystem } from '#core/database/unit_of_work'

test.group('Tenancy | speculative identities | a request', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('R-08: is refused with nothing of what it read, once its caller may not any more', async ({
    client,
    assert,
  }) => {
    const id = await makeCustomer(acme, { name: 'Ada' })
    const member = await hireWith(acme, ['customers:read'])
    const before = await client.get(`/api/customers/${id}/`).bearerToken(member.token)
    before.assertStatus(200)
    await run('UPDATE user_roles SET is_active = false WHERE user_id = $1', member.userId)

    const after = await client.get(`/api/customers/${id}/`).bearerToken(member.token)

    after.assertStatus(403)
    after.assertBodyContains({ code: 'permission_denied', permission: 'customers:read' })
    assert.isUndefined(after.header('etag'))
    assert.equal(after.header('x-organization-id'), acme.id)
    assert.include(String(after.header('content-type')), 'application/problem+json')
    assert.notInclude(JSON.stringify(after.body()), 'Ada')
  })

  test('R-08: writes nothing once its caller may not any more', async ({ client, assert }) => {
    const id = await makeCustomer(acme, { name: 'Ada' })
    const member = await hireWith(acme, ['customers:update', 'customers:read', 'customers:create'])
    const change = (name: string) =>
      client.patch(`/api/customers/${id}/`).bearerToken(member.token).json({ name })
    ;(await change('Ada B.')).assertStatus(200)
    await run(
      `UPDATE role_permissions SET reach = 'own' WHERE permission <> 'customers:read'
               AND role_id IN (SELECT role_id FROM user_roles WHERE user_id = $1)`,
      member.userId
    )

    const refused = await change('Eve')
    refused.assertStatus(403)
    await run('UPDATE user_roles SET is_active = false WHERE user_id = $1', member.userId)
    const made = await client
      .post('/api/customers/')
      .bearerToken(member.token)
      .json({ name: 'Eve' })
    made.assertStatus(403)

    const list = await client.get('/api/customers/').bearerToken(acme.owner.token)
    assert.deepEqual(namesIn(list), ['Ada B.'])
  })

  test('is let in by what its caller was given a moment ago', async ({ client, assert }) => {
    await makeCustomer(acme, { name: 'Ada' })
    const member = await hireWith(acme, ['leads:read'])
    const list = () => client.get('/api/customers/').bearerToken(member.token)
    ;(await list()).assertStatus(403)
    const role = await makeRole(client, acme.owner, {
      permissions: ['customers:read', 'customers:create'],
    })
    await assignRole(client, acme.owner, member.userId, role)

    const allowed = await list()
    allowed.assertStatus(200)
    assert.deepEqual(namesIn(allowed), ['Ada'])
    assert.include(String(allowed.header('content-type')), 'application/json')
    const made = await client.post('/api/customers/').bearerToken(member.token).json({ name: 'Bo' })
    made.assertStatus(201)
  })

  test('is written once when its caller has changed meanwhile', async ({ client, assert }) => {
    const member = await hire(acme, { roles: ['sales'] })
    const make = (name: string) =>
      client.post('/api/customers/').bearerToken(member.token).json({ name })
    ;(await make('First')).assertStatus(201)
    await run('UPDATE user_organizations SET role = $2 WHERE id = $1', member.membershipId, 'admin')

    const made = await make('Second')

    made.assertStatus(201)
    const list = await client.get('/api/customers/?ordering=code').bearerToken(acme.owner.token)
    assert.deepEqual(namesIn(list), ['First', 'Second'])
    assert.equal(made.body().code, 'CUST002')
  })

  test('meets the fields of a plugin that was turned on a moment ago, once', async ({
    client,
    assert,
  }) => {
    const id = await makeCustomer(acme)
    const show = () => client.get(`/api/customers/${id}/`).bearerToken(acme.owner.token)
    const before = await show()
    const change = await client
      .patch('/api/plugins/loyalty/')
      .bearerToken(acme.owner.token)
      .json({ enabled: true })
    change.assertStatus(200)

    const after = await show()

    after.assertStatus(200)
    assert.notDeepEqual(after.body(), before.body())
    assert.deepEqual(after.body(), (await show()).body())
  })
})

test.group('Tenancy | speculative identities | a unit of work', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  const wrong = () => ({
    ...forOrganization(acme.id),
    speculative: new SpeculativeIdentity('another user'),
  })
  const rightly = () => ({
    ...forOrganization(acme.id),
    speculative: new SpeculativeIdentity(acme.id),
  })
  const writing = (): [string, unknown[]] => [
    `INSERT INTO customers (organization_id, id, name, customer_type)
     VALUES ($1, gen_random_uuid(), 'Ada', 'individual')`,
    [acme.id],
  ]
  const insert = (unit: UnitOfWork) => unit.query(...writing())

  test('keeps what it has written when the presumption holds', async ({ client, assert }) => {
    await UnitOfWork.run(rightly(), insert)

    const list = await client.get('/api/customers/').bearerToken(acme.owner.token)
    assert.deepEqual(namesIn(list), ['Ada'])
  })

  const endings: [string, (unit: UnitOfWork) => Promise<unknown>][] = [
    ['has written', insert],
    ['has written, and does not look at it', (unit) => insert(unit).catch(() => null)],
    ['ends with a read', async () => ending('SELECT 1')],
    ['ends with a read that writes', async () => ending(...writing())],
    ['sends ahead what it writes', async (unit) => unit.queryDeferred(...writing())],
    [
      'sends ahead what it writes, and ends with a read',
      async (unit) => {
        unit.queryDeferred(...writing())
        return ending('SELECT 1')
      },
    ],
    ['attempts it', (unit) => unit.savepoint(() => insert(unit)).catch(() => null)],
    [
      'does it although an attempt has failed',
      async (unit) => {
        await unit.savepoint(() => unit.query('SELECT nothing_like_it')).catch(() => null)
        return ending(...writing())
      },
    ],
    ['fails for another reason', () => Promise.reject(new Error('another reason'))],
    ['breaks the transaction', (unit) => unit.query('SELECT nothing_like_it')],
    ['does nothing at all', async () => 'done'],
  ]
  for (const [does, work] of endings) {
    test(`is misjudged, and leaves nothing, when it does not hold and the work ${does}`, async ({
      client,
      assert,
    }) => {
      await assert.rejects(() => UnitOfWork.run(wrong(), work), new StaleIdentityError().message)

      const list = await client.get('/api/customers/').bearerToken(acme.owner.token)
      assert.deepEqual(namesIn(list), [])
    })
  }

  test('lets no other unit do anything before it is confirmed', async ({ client, assert }) => {
    await assert.rejects(
      () => UnitOfWork.run(wrong(), () => UnitOfWork.run(forOrganization(acme.id), insert)),
      new StaleIdentityError().message
    )

    const list = await client.get('/api/customers/').bearerToken(acme.owner.token)
    assert.deepEqual(namesIn(list), [])
  })
})

function ending(text: string, values: unknown[] = []) {
  return Read.of({ text, values }, () => null)
}

async function run(text: string, ...values: unknown[]) {
  await UnitOfWork.run(asSystem, (unit) => unit.query(text, values))
}
