import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { DateTime } from 'luxon'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { api } from '#tests/support/api'
import { runJobs } from '#tests/support/jobs'
import { inDatabase } from '#tests/support/deals'
import { hireWith, makeCompany } from '#tests/support/personas'
import { makeVendor } from '#tests/support/vendors'

const customers = '/api/customers/'
const fields = '/api/custom-fields/'

async function start(client: ApiClient) {
  const acme = await makeCompany()
  const as = api(client, acme.owner)
  const define = (key: string, more: object = {}) =>
    as.post(fields, { resource: 'customers', key, title: key, type: 'text', ...more })
  return { acme, define, ...as }
}

const errorsOf = ({ errors = [] }: { errors?: { field: string }[] }) =>
  errors.map(({ field }) => field)

test.group('Custom fields | values', () => {
  test('a field is there for the next request, and no other organization has it', async ({
    client,
    assert,
  }) => {
    const { define, post } = await start(client)
    const early = await post(customers, { name: 'Ann', custom: { region: 'north' } })
    early.assertStatus(422)
    early.assertBodyContains({ code: 'unknown_field', accepted: [] })
    assert.deepEqual(errorsOf(early.body()), ['custom.region'])
    ;(await define('region')).assertStatus(201)
    const made = await post(customers, { name: 'Ann', custom: { region: 'north' } })
    made.assertStatus(201)
    assert.deepEqual(made.body().custom, { region: 'north' })

    const other = await start(client)
    const refused = await other.post(customers, { name: 'Bob', custom: { region: 'north' } })
    refused.assertBodyContains({ code: 'unknown_field' })
    const bob = await other.post(customers, { name: 'Bob', custom: {} })
    bob.assertStatus(201)
    assert.deepEqual(bob.body().custom, {})
  })

  test('a change leaves other values, and what was required later binds what touches it', async ({
    client,
    assert,
  }) => {
    const { define, get, post, patch } = await start(client)
    await define('a')
    await define('b', { default: 'usual' })
    const { id } = (await post(customers, { name: 'Ann', custom: { a: '1' } })).body()
    const required = (await define('c', { required: true })).body()
    assert.isTrue(required.required)
    const without = await post(customers, { name: 'Bob' })
    without.assertStatus(422)
    assert.deepEqual(errorsOf(without.body()), ['custom.c'])

    const changed = await patch(`${customers}${id}/`, { custom: { a: '2' } })
    assert.deepEqual(changed.body().custom, { a: '2', b: 'usual' })
    ;(await patch(`${customers}${id}/`, { name: 'Ann B' })).assertStatus(200)
    const other = await get(`${customers}?check[ne]=required`)
    other.assertStatus(400)
    const lacking = (await get(`${customers}?check=required`)).body()
    assert.deepEqual(
      lacking.results.map((record: { id: string }) => record.id),
      [id]
    )
    ;(await patch(`${customers}${id}/`, { custom: { c: 'x' } })).assertStatus(200)
    assert.equal((await get(`${customers}?check=required`)).body().count, 0)
    const cleared = await patch(`${customers}${id}/`, { custom: { c: null } })
    assert.deepEqual(errorsOf(cleared.body()), ['custom.c'])
  })

  test('values keep the limits of their fields', async ({ client, assert }) => {
    const { define, post } = await start(client)
    await define('score', { type: 'integer', minimum: 1, maximum: 5 })
    await define('code', { pattern: '[A-Z]{2}-\\d+', length: 10 })
    await define('fee', { type: 'money' })
    const wrong = [
      [{ score: 6 }, 'custom.score'],
      [{ score: '3' }, 'custom.score'],
      [{ code: 'ab-1' }, 'custom.code'],
      [{ code: 'AB-123456789' }, 'custom.code'],
      [{ fee: { amount: '1.005', currency: 'EUR' } }, 'custom.fee.amount'],
      [{ fee: { amount: '1' } }, 'custom.fee.currency'],
    ] as const
    for (const [custom, field] of wrong) {
      const refused = await post(customers, { name: 'Ann', custom })
      refused.assertStatus(422)
      assert.deepEqual(errorsOf(refused.body()), [field])
    }
    const made = await post(customers, {
      name: 'Ann',
      custom: { score: 5, code: 'AB-1', fee: { amount: '1', currency: 'eur' } },
    })
    assert.deepEqual(made.body().custom.fee, { amount: '1.00', currency: 'EUR' })
  })

  test('a default is a value that the field takes, and is refused to no one who makes a record', async ({
    client,
    assert,
  }) => {
    const { acme, define } = await start(client)
    const options = [{ value: 'old', is_active: false }, { value: 'new' }]
    const retired = await define('stage', { type: 'choice', options, default: 'old' })
    assert.deepEqual(errorsOf(retired.body()), ['default'])
    assert.deepEqual(errorsOf((await define('constructor')).body()), ['key'])
    const scale = { type: 'decimal', scale: 2, write_permission: 'deals:delete' }
    assert.equal((await define('rate', { ...scale, default: '5' })).body().default, '5.00')

    const maker = await hireWith(acme, ['customers:read', 'customers:create'])
    const made = await api(client, maker).post(customers, { name: 'Ann' })
    made.assertStatus(201)
    assert.deepEqual(made.body().custom, { rate: '5.00' })
    const other = await api(client, maker).post(customers, { name: 'Bob', custom: { rate: '6' } })
    other.assertStatus(403)
  })

  test('an id is found in any case, and who lacks a hidden value is told to no one', async ({
    client,
    assert,
  }) => {
    const { acme, define, get, post } = await start(client)
    await define('owner', { type: 'user', indexed: true })
    await define('band', { required: true, read_permission: 'deals:delete', default: 'a' })
    await post(customers, { name: 'Ann', custom: { owner: acme.owner.userId } })
    const found = await get(`${customers}?custom.owner=${acme.owner.userId.toUpperCase()}`)
    assert.equal(found.body().count, 1)
    ;(await get(`${customers}?check=required`)).assertStatus(400)
  })

  test('an inactive option stays where it is, and is not chosen anew', async ({
    client,
    assert,
  }) => {
    const { define, post, patch, get } = await start(client)
    const made = await define('tier', {
      type: 'choice',
      options: [{ value: 'gold' }, { value: 'silver' }],
    })
    const ann = (await post(customers, { name: 'Ann', custom: { tier: 'gold' } })).body()
    const options = [{ value: 'gold', is_active: false }, { value: 'silver' }]
    ;(await patch(`${fields}${made.body().id}/`, { options })).assertStatus(200)
    const refused = await post(customers, { name: 'Bob', custom: { tier: 'gold' } })
    assert.deepEqual(errorsOf(refused.body()), ['custom.tier'])
    const kept = await patch(`${customers}${ann.id}/`, { city: 'Ulm', custom: { tier: 'gold' } })
    kept.assertStatus(200)
    assert.equal((await get(`${customers}?custom.tier=gold`)).body().count, 1)
    const removed = await patch(`${fields}${made.body().id}/`, { options: [{ value: 'silver' }] })
    assert.deepEqual(errorsOf(removed.body()), ['options'])
  })

  test('a reference is one that the caller may read', async ({ client, assert }) => {
    const { acme, define } = await start(client)
    await define('supplier', { type: 'reference', refers_to: 'vendors' })
    const vendor = await makeVendor(acme)
    const clerk = await hireWith(acme, ['customers:create', 'customers:read'])
    const refused = await api(client, clerk).post(customers, {
      name: 'Ann',
      custom: { supplier: vendor },
    })
    refused.assertStatus(422)
    assert.deepEqual(errorsOf(refused.body()), ['custom.supplier'])
  })
})

test.group('Custom fields | permissions', () => {
  test('a field that takes a permission to read does not exist without it', async ({
    client,
    assert,
  }) => {
    const { acme, define, get, post } = await start(client)
    await define('margin', { read_permission: 'vendors:read', type: 'integer' })
    await define('rate', { write_permission: 'vendors:update', type: 'integer' })
    const made = await post(customers, { name: 'Ann', custom: { margin: 3, rate: 1 } })
    made.assertStatus(201)
    const clerk = api(
      client,
      await hireWith(acme, [
        'customers:read',
        'customers:update',
        'customers:export',
        'audit-logs:read',
      ])
    )
    const { id } = made.body()
    assert.deepEqual((await clerk.get(`${customers}${id}/`)).body().custom, { rate: 1 })
    assert.deepEqual((await clerk.get(customers)).body().results[0].custom, { rate: 1 })
    for (const query of ['custom.margin=3', 'ordering=custom.margin', 'fields=custom.margin']) {
      ;(await clerk.get(`${customers}?${query}`)).assertStatus(400)
    }
    const written = await clerk.patch(`${customers}${id}/`, { custom: { margin: 4 } })
    written.assertBodyContains({ code: 'unknown_field', accepted: ['rate'] })
    const unwritable = await clerk.patch(`${customers}${id}/`, { custom: { rate: 4 } })
    unwritable.assertStatus(403)
    ;(await clerk.patch(`${customers}${id}/`, { custom: { rate: 1 } })).assertStatus(200)
    assert.notInclude((await clerk.get(`${customers}export/`)).text(), 'margin')
    ;(await get(`${customers}export/`)).assertStatus(200)
    const exported = await clerk.get('/api/audit-logs/?action=customers:export')
    assert.equal(exported.body().count, 2)
    assert.notInclude(exported.text(), 'margin')
    assert.include((await get('/api/audit-logs/?action=customers:export')).text(), 'margin')
    const [event] = (
      await clerk.get(`/api/audit-logs/?record_id=${id}&action=customers:create`)
    ).body().results
    assert.includeMembers(Object.keys(event.changes), ['custom.rate'])
    assert.notInclude(Object.keys(event.changes), 'custom.margin')
    const known = (await clerk.get(fields)).body().results
    assert.deepEqual(
      known.map(({ key }: { key: string }) => key),
      ['rate']
    )
    ;(await clerk.post(fields, {})).assertStatus(403)
  })
})

test.group('Custom fields | definitions', () => {
  test('a key is never another field, and neither key nor type nor uniqueness changes', async ({
    client,
    assert,
  }) => {
    const { define, patch, delete: remove } = await start(client)
    const { id } = (await define('region')).body()
    for (const change of [{ key: 'area' }, { type: 'integer' }, { unique: true }]) {
      ;(await patch(`${fields}${id}/`, change)).assertStatus(422)
    }
    ;(await remove(`${fields}${id}/`)).assertStatus(204)
    const again = await define('region')
    again.assertStatus(409)
    again.assertBodyContains({ code: 'already_exists', field: 'key' })
    const wrong = [
      [{ resource: 'nothing' }, 'resource'],
      [{ key: 'No' }, 'key'],
      [{ type: 'choice' }, 'options'],
      [{ type: 'reference' }, 'refers_to'],
      [{ type: 'boolean', unique: true }, 'unique'],
      [{ type: 'choices', options: [{ value: 'a' }], indexed: true }, 'indexed'],
      [{ searchable: true, read_permission: 'vendors:read' }, 'searchable'],
      [{ read_permission: 'nothing:read' }, 'read_permission'],
      [{ pattern: '(a+)+' }, 'pattern'],
      [{ type: 'integer', default: 'x' }, 'default'],
    ] as const
    for (const [more, field] of wrong) {
      const refused = await define('other', more)
      refused.assertStatus(422)
      assert.include(errorsOf(refused.body()), field)
    }
  })

  test('an archived field is hidden with its values, comes back with them, and is purged after seven days', async ({
    client,
    assert,
  }) => {
    const { acme, define, get, post, patch, delete: remove } = await start(client)
    const { id } = (await define('region', { unique: true })).body()
    const ann = (await post(customers, { name: 'Ann', custom: { region: 'north' } })).body()
    const values = async () => (await get(`${customers}${ann.id}/`)).body().custom
    ;(await remove(`${fields}${id}/`)).assertStatus(204)
    assert.deepEqual(await values(), {})
    const refused = await patch(`${customers}${ann.id}/`, { custom: { region: 'south' } })
    refused.assertBodyContains({ code: 'unknown_field' })
    ;(await patch(`${customers}${ann.id}/`, { city: 'Ulm' })).assertStatus(200)
    ;(await post(`${fields}${id}/restore/`)).assertStatus(200)
    assert.deepEqual(await values(), { region: 'north' })
    const taken = await post(customers, { name: 'Bob', custom: { region: 'NORTH' } })
    taken.assertBodyContains({ code: 'already_exists', field: 'custom.region' })

    ;(await remove(`${fields}${id}/`)).assertStatus(204)
    const early = await post(`${fields}${id}/purge/`)
    early.assertStatus(409)
    early.assertBodyContains({ code: 'too_early' })
    const past = DateTime.utc().minus({ days: 8 }).toISO()
    await inDatabase(acme, `UPDATE custom_fields SET deleted_at = '${past}' WHERE id = '${id}'`)
    await inDatabase(
      acme,
      `INSERT INTO customers (organization_id, id, name, customer_type, status, code, extensions)
       SELECT organization_id, gen_random_uuid(), name, customer_type, status, 'N' || n,
         jsonb_build_object('custom', jsonb_build_object('region', 'x' || n))
       FROM customers, generate_series(1, 1200) n WHERE id = $1`,
      [ann.id]
    )
    ;(await post(`${fields}${id}/purge/`)).assertStatus(200)
    ;(await post(`${fields}${id}/purge/`)).assertStatus(409)
    ;(await post(`${fields}${id}/restore/`)).assertStatus(409)
    await runJobs()
    const kept = await inDatabase(
      acme,
      `SELECT id FROM customers WHERE extensions ? 'custom' AND extensions -> 'custom' ? 'region'`
    )
    assert.lengthOf(kept, 0)
    assert.lengthOf(await inDatabase(acme, 'SELECT * FROM custom_field_values'), 0)
    const [event] = (await get(`/api/audit-logs/?action=custom-fields:purge`)).body().results
    assert.equal(event.details.records, 1201)
    assert.equal(event.actor.id, acme.owner.userId)
    /* The values are not in the log once more. */
    assert.equal((await get('/api/audit-logs/?action=customers:update')).body().count, 1)
    ;(await post(`${fields}${id}/restore/`)).assertStatus(409)
  })
})

test.group('Custom fields | index', () => {
  test('a unique value is free again with its record, and taken when that comes back', async ({
    client,
    assert,
  }) => {
    const { acme, define, post, patch, delete: remove } = await start(client)
    const { id } = (await define('number', { unique: true })).body()
    const ann = (await post(customers, { name: 'Ann', custom: { number: 'A1' } })).body()
    ;(await post(customers, { name: 'Bob', custom: { number: 'a1' } })).assertStatus(409)
    ;(await remove(`${customers}${ann.id}/`)).assertStatus(204)
    const bob = await post(customers, { name: 'Bob', custom: { number: 'a1' } })
    bob.assertStatus(201)
    const back = await post(`${customers}${ann.id}/restore/`)
    back.assertStatus(409)
    const named = { code: 'already_exists', field: 'custom.number' }
    back.assertBodyContains({ ...named, conflicts: [{ id: bob.body().id }], hidden_count: 0 })

    const maker = await hireWith(acme, ['customers:read/own', 'customers:create'])
    const blind = await api(client, maker).post(customers, { name: 'C', custom: { number: 'a1' } })
    blind.assertBodyContains({ ...named, conflicts: [], hidden_count: 1 })

    const hide = { read_permission: 'vendors:read' }
    ;(await patch(`${fields}${id}/`, hide)).assertStatus(200)
    const keeper = await hireWith(acme, ['customers:read', 'customers:restore'])
    const unseen = await api(client, keeper).post(`${customers}${ann.id}/restore/`)
    unseen.assertStatus(409)
    assert.notInclude(unseen.text(), 'number')
    assert.notProperty(unseen.body(), 'conflicts')
  })

  test('what has no index is neither filtered nor ordered by among more than 20,000 records', async ({
    client,
    assert,
  }) => {
    const { acme, define, get, post, patch } = await start(client)
    const { id } = (await define('region')).body()
    await define('fee', { type: 'money', indexed: true })
    await define('long', { type: 'long_text' })
    const fee = { amount: '1.00', currency: 'EUR' }
    const ann = await post(customers, { name: 'Ann', custom: { region: 'north', fee } })
    ann.assertStatus(201)
    const few = await get(`${customers}?custom.region=north&ordering=custom.region`)
    assert.equal(few.body().count, 1)
    await UnitOfWork.run(asSystem, (unit) =>
      unit.query(
        `UPDATE record_counters SET total = total + 20000
         WHERE organization_id = $1 AND resource = 'customers'`,
        [acme.id]
      )
    )
    for (const query of [
      'custom.region=north',
      'custom.region[is_null]=true',
      'ordering=custom.region',
    ]) {
      const refused = await get(`${customers}?${query}`)
      refused.assertStatus(400)
      refused.assertBodyContains({ code: 'field_not_indexed', parameter: 'custom.region' })
    }
    assert.equal((await get(`${customers}?custom.fee.currency=EUR`)).body().count, 1)
    assert.equal((await get(`${customers}?custom.fee.currency=USD`)).body().count, 0)
    const never = await get(`${customers}?custom.long=a`)
    assert.include(never.body().detail, 'cannot be indexed')
    await inDatabase(
      acme,
      `INSERT INTO customers (organization_id, id, name, customer_type, status, code, extensions)
       SELECT organization_id, gen_random_uuid(), 'Bob', customer_type, status, 'N' || n,
         jsonb_build_object('custom', jsonb_build_object('region', 'x' || n))
       FROM customers, generate_series(1, 1200) n`
    )
    const filling = await patch(`${fields}${id}/`, { indexed: true })
    filling.assertBodyContains({ indexed: true, index_state: 'filling' })
    const early = await get(`${customers}?custom.region=north`)
    early.assertStatus(400)
    assert.include(early.body().detail, 'being filled')
    await runJobs()
    assert.equal((await get(`${fields}${id}/`)).body().index_state, 'ready')
    assert.equal((await get(`${customers}?custom.region=x1200`)).body().count, 1)
    const found = await get(
      `${customers}?custom.region[in]=north,south&ordering=custom.region&fields=name`
    )
    found.assertStatus(200)
    assert.deepEqual(found.body().results, [{ name: 'Ann' }])
  })
})
