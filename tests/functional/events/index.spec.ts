import { test } from '@japa/runner'
import { eventsOf } from '#tests/support/audit'
import { makeCustomer } from '#tests/support/customers'
import { askEvents, latest, readAll, readPage, typesIn } from '#tests/support/event_log'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'

const REFUSED: readonly { name: string; value: string | number; code: string; detail: string }[] = [
  { name: 'type', value: 'deals.*', code: 'unknown_parameter', detail: 'Did you mean "types"?' },
  {
    name: 'types',
    value: 'deals.moved',
    code: 'unknown_type',
    detail: 'Did you mean "deals.move"?',
  },
  { name: 'types', value: 'deal.*', code: 'unknown_type', detail: 'Did you mean "deals.*"?' },
  { name: 'subject', value: 'customers', code: 'malformed_parameter', detail: '"subject" must be' },
  { name: 'after', value: '17', code: 'malformed_cursor', detail: 'This is not a cursor' },
  { name: 'limit', value: 1001, code: 'malformed_parameter', detail: 'from 1 to 1000' },
  { name: 'wait', value: 26, code: 'malformed_parameter', detail: 'from 1 to 25' },
  { name: 'include', value: 'actor', code: 'unknown_include', detail: 'only "record"' },
]

test.group('Events | index', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('an event is a CloudEvent of what the audit log says', async ({ client, assert }) => {
    const id = await makeCustomer(acme, { name: 'Initech' })
    const cursor = await latest(client, acme.owner)
    await client
      .patch(`/api/customers/${id}/`)
      .header('X-Request-Id', 'order-17')
      .bearerToken(acme.owner.token)
      .json({ name: 'Initrode' })

    const { results } = await readPage(client, acme.owner, { after: cursor })

    const [, logged] = await eventsOf(acme, 'customers')
    const [event, ...others] = results
    assert.lengthOf(others, 0)
    assert.containSubset(event, {
      specversion: '1.0',
      id: logged?.id,
      source: `/organizations/${acme.id}`,
      type: 'customers.update',
      subject: `customers/${id}`,
      data: {
        changes: { name: { from: 'Initech', to: 'Initrode' } },
        actor: { type: 'user', id: acme.owner.userId },
        via: 'user',
        cause_id: 'order-17',
        version: 2,
      },
    })
    assert.notProperty(event?.data, 'record')
    assert.match(event?.time ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  })

  test('a record is created, changed, deleted and restored, each once and in order', async ({
    client,
    assert,
  }) => {
    const cursor = await latest(client, acme.owner)
    const { id } = (
      await client.post('/api/customers/').bearerToken(acme.owner.token).json({ name: 'Initech' })
    ).body()
    await client.patch(`/api/customers/${id}/`).bearerToken(acme.owner.token).json({ city: 'Rome' })
    await client.delete(`/api/customers/${id}/`).bearerToken(acme.owner.token)
    await client.post(`/api/customers/${id}/restore/`).bearerToken(acme.owner.token)

    const events = await readAll(client, acme.owner, { after: cursor })
    const piecemeal = await readAll(client, acme.owner, { after: cursor, limit: 1 })

    assert.deepEqual(typesIn(events), [
      'customers.create',
      'customers.update',
      'customers.delete',
      'customers.restore',
    ])
    assert.deepEqual(piecemeal, events)
    const sequences = events.map(({ sequence }) => sequence)
    assert.deepEqual(sequences, [...sequences].sort())
  })

  test('the sequence of an event is a cursor behind it', async ({ client, assert }) => {
    const first = await makeCustomer(acme)
    await makeCustomer(acme)
    const [before, ...rest] = await readAll(client, acme.owner, { types: 'customers.*' })

    const behind = await readAll(client, acme.owner, {
      types: 'customers.*',
      after: before?.sequence ?? '',
    })

    assert.equal(before?.subject, `customers/${first}`)
    assert.deepEqual(behind, rest)
  })

  test('types and a subject select; what they do not name is passed over once', async ({
    client,
    assert,
  }) => {
    const id = await makeCustomer(acme)
    await client.patch(`/api/customers/${id}/`).bearerToken(acme.owner.token).json({ city: 'Rome' })
    await makeCustomer(acme)
    await client.post('/api/deals/').bearerToken(acme.owner.token).json({ title: 'Big one' })

    const ofTypes = await readPage(client, acme.owner, { types: 'customers.update,deals.*' })
    const ofRecord = await readAll(client, acme.owner, { subject: `customers/${id}` })
    const after = await readPage(client, acme.owner, {
      types: 'customers.update,deals.*',
      after: ofTypes.cursor,
    })

    assert.deepEqual(typesIn(ofTypes.results), ['customers.update', 'deals.create'])
    assert.deepEqual(typesIn(ofRecord), ['customers.create', 'customers.update'])
    assert.deepEqual(after.results, [])
  })

  test('include=record adds the record as it is now, and null for one that is deleted', async ({
    client,
    assert,
  }) => {
    const id = await makeCustomer(acme, { name: 'Initech' })
    const gone = await makeCustomer(acme)
    await client.delete(`/api/customers/${gone}/`).bearerToken(acme.owner.token)
    const shown = await client.get(`/api/customers/${id}/`).bearerToken(acme.owner.token)

    const events = await readAll(client, acme.owner, { include: 'record', types: 'customers.*' })

    assert.deepEqual(
      events.map(({ data }) => data?.record),
      [shown.body(), null, null]
    )
  })

  test('another organization has events of its own', async ({ client, assert }) => {
    const globex = await makeCompany('Globex')
    await makeCustomer(globex)

    assert.deepEqual(await readAll(client, acme.owner, { types: 'customers.*' }), [])
  })

  test('reading them takes a permission', async ({ client }) => {
    const viewer = await hireWith(acme, ['customers:read'])

    const response = await askEvents(client, viewer)

    response.assertStatus(403)
    response.assertBodyContains({ permission: 'events:read' })
  })

  test('{name}: is refused with what there is instead')
    .with([...REFUSED])
    .run(async ({ client, assert }, { name, value, code, detail }) => {
      const response = await askEvents(client, acme.owner, { [name]: value })

      response.assertStatus(400)
      assert.equal(response.body().code, code)
      assert.include(response.body().detail, detail)
    })
})
