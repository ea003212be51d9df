import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { makeRole } from '#tests/support/access'
import { makeApiKey } from '#tests/support/api_keys'
import { eventsOf } from '#tests/support/audit'
import { makeCustomer, makeCustomers } from '#tests/support/customers'
import { type Company, type Persona, hire, hireWith, makeCompany } from '#tests/support/personas'

interface ShownEvent {
  readonly id: string
  readonly action: string
  readonly resource: string
  readonly record: { readonly id: string } | null
  readonly actor: { readonly id: string } | null
  readonly changes: Readonly<Record<string, unknown>>
}

async function list(client: ApiClient, by: Persona, query = ''): Promise<ShownEvent[]> {
  const response = await client.get(`/api/audit-logs/${query}`).bearerToken(by.token)
  response.assertStatus(200)
  return response.body().results
}

const actions = (events: readonly ShownEvent[]) => events.map(({ action }) => action)

test.group('Audit logs | index and show', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('lets in who may read it, and no one else', async ({ client }) => {
    const manager = await hire(acme, { roles: ['manager'] })
    const auditor = await hireWith(acme, ['audit-logs:read'])

    for (const path of ['/api/audit-logs/', `/api/audit-logs/${acme.id}/`]) {
      ;(await client.get(path)).assertStatus(401)
      const refused = await client.get(path).bearerToken(manager.token)
      refused.assertStatus(403)
      refused.assertBodyContains({ permission: 'audit-logs:read' })
    }
    ;(await client.get('/api/audit-logs/').bearerToken(auditor.token)).assertStatus(200)
  })

  test('says who did what to which record, in the names and formats of its resource', async ({
    client,
    assert,
  }) => {
    const id = await makeCustomer(acme, { name: 'Initech', credit_limit: '100.00' })
    await client
      .patch(`/api/customers/${id}/`)
      .header('X-Request-Id', 'a-request-of-mine')
      .bearerToken(acme.owner.token)
      .json({ credit_limit: '250.50', tags: ['key'], user_id: acme.owner.userId })

    const [event] = await list(client, acme.owner, '?resource=customers')

    assert.containSubset(event, {
      action: 'customers:update',
      outcome: 'done',
      resource: 'customers',
      record: { id, label: 'Initech' },
      actor: { id: acme.owner.userId, full_name: 'Olivia Test', email: acme.owner.email },
      details: null,
      request_id: 'a-request-of-mine',
    })
    assert.deepEqual(event?.changes.credit_limit, { from: '100.00', to: '250.50' })
    assert.deepEqual(event?.changes.tags, { from: [], to: ['key'] })
    assert.deepEqual(event?.changes.user_id, { from: null, to: acme.owner.userId })
    assert.sameMembers(Object.keys(event?.changes ?? {}), [
      'credit_limit',
      'tags',
      'user_id',
      'user_profile_id',
    ])

    const shown = await client.get(`/api/audit-logs/${event?.id}/`).bearerToken(acme.owner.token)
    shown.assertStatus(200)
    assert.deepEqual(shown.body(), event)
  })

  test('shows times as everywhere, and no column that is not a field', async ({
    client,
    assert,
  }) => {
    await makeCustomer(acme, { name: 'Initech' })

    const [created] = await list(client, acme.owner, '?resource=customers')

    assert.deepEqual(created?.changes.name, { from: null, to: 'Initech' })
    assert.match(
      JSON.stringify(created?.changes.created_at),
      /"to":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"/
    )
    for (const column of ['organization_id', 'search_text', 'version', 'created_by_id']) {
      assert.notProperty(created?.changes, column)
    }
  })

  test('shows grants of a role', async ({ client, assert }) => {
    const role = await makeRole(client, acme.owner, { permissions: ['customers:read'] })

    const [grant] = await list(client, acme.owner, `?record_id=${role}`)

    assert.equal(grant?.action, 'roles:grant')
    assert.deepEqual(grant?.changes, {
      permissions: { from: null, to: { permission: 'customers:read', reach: 'all' } },
    })
  })

  test('is filtered by resource, record, actor, action, outcome and time', async ({
    client,
    assert,
  }) => {
    const auditor = await hireWith(acme, ['audit-logs:read'])
    const [first = '', second = ''] = await makeCustomers(acme, 2)
    await client.delete(`/api/customers/${first}/`).bearerToken(acme.owner.token)
    await client.delete(`/api/customers/${second}/`).bearerToken(auditor.token)
    const moment = new Date(Date.now() + 60_000).toISOString()

    const found = async (query: string) => actions(await list(client, auditor, query))
    assert.lengthOf(await found('?resource=customers'), 4)
    assert.deepEqual(await found(`?record_id=${first}`), ['customers:delete', 'customers:create'])
    assert.deepEqual(await found(`?actor_id=${acme.owner.userId}`), ['customers:delete'])
    assert.deepEqual(await found(`?actor=${auditor.userId}`), ['customers:delete'])
    assert.lengthOf(await found('?action=customers:delete'), 2)
    assert.lengthOf(await found('?action=customers:delete&outcome=refused'), 1)
    assert.lengthOf(await found(`?resource=customers&created_at[lte]=${moment}`), 4)
    assert.lengthOf(await found(`?resource=customers&created_at[gte]=${moment}`), 0)
  })

  test('knows no other parameter', async ({ client, assert }) => {
    for (const query of ['search=x', 'changes=x', 'details=x', 'name=x', 'ordering=changes']) {
      const response = await client.get(`/api/audit-logs/?${query}`).bearerToken(acme.owner.token)
      assert.equal(response.status(), 400, query)
    }
  })

  test('is walked by cursor, newest first, without a gap', async ({ client, assert }) => {
    await makeCustomers(acme, 12)
    const expected = (await eventsOf(acme, 'customers')).map(({ id }) => id).reverse()

    const seen: string[] = []
    let path: string | null = '/api/audit-logs/?resource=customers&cursor=&page_size=5'
    while (path) {
      const { next, results } = (await client.get(path).bearerToken(acme.owner.token)).body()
      seen.push(...results.map(({ id }: ShownEvent) => id))
      path = next?.replace(process.env.APP_URL, '') ?? null
    }

    assert.deepEqual(seen, expected)
  })

  test('shows nothing of another organization', async ({ client, assert }) => {
    const globex = await makeCompany('Globex')
    const id = await makeCustomer(globex)
    const [event] = await eventsOf(globex, 'customers')

    assert.deepEqual(await list(client, acme.owner, `?record_id=${id}`), [])
    const shown = await client.get(`/api/audit-logs/${event?.id}/`).bearerToken(acme.owner.token)
    shown.assertStatus(404)
  })

  test("a user's own events are what they did themselves", async ({ client, assert }) => {
    const sales = await hireWith(acme, ['audit-logs:read/own', 'customers:create'])
    await makeCustomer(acme)
    await client.post('/api/customers/').bearerToken(sales.token).json({ name: 'Theirs' })

    const events = await list(client, sales)

    assert.deepEqual(actions(events), ['customers:create'])
    assert.equal(events[0]?.actor?.id, sales.userId)
    const [foreign] = await eventsOf(acme, 'organizations')
    const shown = await client.get(`/api/audit-logs/${foreign?.id}/`).bearerToken(sales.token)
    shown.assertStatus(404)
  })

  test('says through which key something was done, written or refused', async ({
    client,
    assert,
  }) => {
    const { id: keyId, key } = await makeApiKey(client, acme.owner, { name: 'Web shop' })
    const created = await client.post('/api/customers/').bearerToken(key).json({ name: 'Bought' })
    await client.get('/api/customers/export/').bearerToken(key)
    await makeCustomer(acme)

    const events = await list(client, acme.owner, `?api_key=${keyId}`)

    created.assertStatus(201)
    assert.deepEqual(actions(events), ['customers:export', 'customers:create'])
    for (const event of events) {
      assert.containSubset(event, {
        actor: { id: acme.owner.userId },
        api_key: { id: keyId, name: 'Web shop' },
      })
    }
    const [, , ...others] = await list(client, acme.owner, '?resource=customers')
    assert.lengthOf(others, 1)
  })

  test('names who has left, and knows the id of who is gone', async ({ client, assert }) => {
    const gone = '01990000-0000-7000-8000-000000000001'
    const leaver = await hireWith(acme, ['customers:create'])
    await client.post('/api/customers/').bearerToken(leaver.token).json({ name: 'Their last' })
    await client
      .delete(`/api/user-organizations/${leaver.membershipId}/`)
      .bearerToken(acme.owner.token)
      .json({})
    await UnitOfWork.run(forOrganization(acme.id), async (unit) => {
      unit.setActor(gone)
      await unit.query(`UPDATE customers SET notes = 'Taken over'`)
    })

    const [second, first] = await list(client, acme.owner, '?resource=customers')

    assert.deepEqual(first?.actor, {
      id: leaver.userId,
      full_name: 'member Test',
      email: leaver.email,
    } as object)
    assert.deepEqual(second?.actor, { id: gone, full_name: null, email: null } as object)
  })

  test('cannot be written', async ({ client, assert }) => {
    const [event] = await eventsOf(acme, 'organizations')
    for (const method of ['POST', 'PATCH', 'PUT', 'DELETE']) {
      const path = method === 'POST' ? '/api/audit-logs/' : `/api/audit-logs/${event?.id}/`
      const response = await client.request(path, method).bearerToken(acme.owner.token).json({})
      assert.equal(response.status(), 405, method)
    }
  })
})
