import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import Customer from '#plugins/customers/models/customer'
import { definePlugin } from '#core/plugins/api'
import { extension } from '#core/plugins/fields'
import { api } from '#tests/support/api'
import { eventsOf } from '#tests/support/audit'
import { csv as fileOf, importFile, sendFile } from '#tests/support/imports'
import { makeCustomer, namesIn, walk } from '#tests/support/customers'
import { inDatabase, makeDeal } from '#tests/support/deals'
import { type Company, type Persona, hireWith, makeCompany } from '#tests/support/personas'
import { bringWithIndexes, turnOn } from '#tests/support/plugins'
import { inCompany } from '#tests/support/records'
import { sentOf, statementsOf } from '#tests/support/statements'
import { makeVendor } from '#tests/support/vendors'

/** One field of each kind, and of each thing that can be said of one. */
const taxes = definePlugin({
  id: 'taxes',
  version: '1.0.0',
  fields: {
    customers: {
      number: extension.text({ title: 'Tax number', unique: true, search: true }),
      audited: extension.integer({ title: 'Audited', readOnly: true }),
      margin: extension.decimal({
        title: 'Margin',
        scale: 2,
        min: 0,
        max: 100,
        readPermission: 'vendors:read',
      }),
      rate: extension.integer({ title: 'Rate', writePermission: 'vendors:update' }),
      advisor: extension.reference('vendors', { title: 'Advisor' }),
      remarks: extension.longText({
        title: 'Remarks',
        search: true,
        readPermission: 'vendors:read',
      }),
      budget: extension.money({ title: 'Budget' }),
      fee: extension.money({ title: 'Fee', currency: 'JPY' }),
      checked_at: extension.timestamp({ title: 'Checked' }),
      areas: extension.choices(['north', 'south'], { title: 'Areas' }),
      label: extension.computed('text', { title: 'Label', sql: `r.code || ' ' || r.name` }),
      open_deals: extension.aggregate('integer', {
        title: 'Open deals',
        of: 'deals',
        by: 'customer_id',
        take: 'count(*)',
        where: `a.status = 'open'`,
      }),
      next_close: extension.aggregate('date', {
        title: 'Next close',
        of: 'deals',
        by: 'customer_id',
        take: 'a.expected_close_date',
        order: 'a.expected_close_date',
      }),
    },
  },
})

const customers = '/api/customers/'

async function start(): Promise<Company> {
  const acme = await makeCompany()
  await turnOn(acme, 'taxes')
  return acme
}

const create = (client: ApiClient, by: Persona, name: string, values: object) =>
  api(client, by).post(customers, { name, extensions: { taxes: values } })

const change = (client: ApiClient, by: Persona, id: string, values: object) =>
  api(client, by).patch(`${customers}${id}/`, { extensions: { taxes: values } })

const show = async (client: ApiClient, by: Persona, id: string) =>
  (await api(client, by).get(`${customers}${id}/`)).body().extensions.taxes

const fieldsOf = ({ errors = [] }: { errors?: { field: string }[] }) =>
  errors.map(({ field }) => field)

test.group('Extension fields | readOnly', (group) => {
  bringWithIndexes(group, [taxes])

  test('R-15: what only a plugin writes, no client does; its code can', async ({
    client,
    assert,
  }) => {
    const acme = await start()
    const created = await create(client, acme.owner, 'Ann', { audited: 7, number: 'A1' })
    created.assertStatus(422)
    assert.deepEqual(fieldsOf(created.body()), ['extensions.taxes.audited'])

    const id = await makeCustomer(acme)
    const changed = await change(client, acme.owner, id, { audited: 7 })
    changed.assertStatus(422)
    await inCompany(acme, async () => {
      const customer = await Customer.findOrFail(id)
      await customer.merge({ extensions: { taxes: { audited: 3 } } }).save()
    })
    assert.equal((await show(client, acme.owner, id)).audited, 3)
  })

  test('a record may be sent back as it was read, with another value of what can be written', async ({
    client,
    assert,
  }) => {
    const acme = await start()
    const vendor = await makeVendor(acme)
    const made = await create(client, acme.owner, 'Ann', { number: 'A1', advisor_id: vendor })
    made.assertStatus(201)
    const { id, extensions } = made.body()
    const put = (values: object) =>
      change(client, acme.owner, id, { ...extensions.taxes, ...values })

    const changed = await put({ number: 'A2' })
    changed.assertStatus(200)
    assert.equal(changed.body().extensions.taxes.number, 'A2')
    const invented = await put({ number: 'A3', open_deals: 9 })
    invented.assertStatus(422)
    assert.deepEqual(fieldsOf(invented.body()), ['extensions.taxes.open_deals'])
  })
})

test.group('Extension fields | permissions', (group) => {
  bringWithIndexes(group, [taxes])

  test('R-13: a field that takes a permission to read does not exist without it', async ({
    client,
    assert,
  }) => {
    const acme = await start()
    const made = await create(client, acme.owner, 'Ann', { margin: '12.5', remarks: 'Hush' })
    assert.equal(made.body().extensions.taxes.margin, '12.50')
    const clerk = await hireWith(acme, ['customers:read', 'customers:update', 'customers:export'])
    const get = (query: string) => api(client, clerk).get(`${customers}${query}`)

    const shown = await show(client, clerk, made.body().id)
    assert.notProperty(shown, 'margin')
    assert.property(shown, 'number')
    const listed = await get('?fields=extensions')
    assert.notProperty(listed.body().results[0].extensions.taxes, 'margin')
    for (const query of [
      '?extensions.taxes.margin=12.5',
      '?ordering=extensions.taxes.margin',
      'export/?fields=extensions.taxes.margin',
    ]) {
      const refused = await get(query)
      refused.assertStatus(400)
    }
    assert.notInclude((await get('export/')).text(), 'margin')
    const written = await change(client, clerk, made.body().id, { margin: 'x' })
    written.assertStatus(422)
    assert.deepEqual(
      [fieldsOf(written.body()), written.body().errors[0].rule],
      [['extensions.taxes.margin'], 'unknown']
    )
    assert.deepEqual(namesIn(await get('?search=hush')), [])
    const found = await api(client, acme.owner).get(`${customers}?search=hush`)
    assert.deepEqual(namesIn(found), ['Ann'])
    const described = JSON.stringify(
      (await api(client, clerk).get('/api/openapi/mine.json')).body()
    )
    assert.notInclude(described, 'Margin')
  })

  test('R-13: the audit log tells changes of fields to those who may read them', async ({
    client,
    assert,
  }) => {
    const acme = await start()
    const made = await create(client, acme.owner, 'Ann', { margin: '12.5', number: 'A1' })
    const { id } = made.body()
    await change(client, acme.owner, id, { margin: '13', number: 'A2' })
    const told = async (by: Persona) => {
      const query = `resource=customers&record_id=${id}&action=customers:update`
      const { results } = (await api(client, by).get(`/api/audit-logs/?${query}`)).body()
      return results[0].changes
    }
    const clerk = await hireWith(acme, ['customers:read', 'audit-logs:read'])

    const namesOf = (changes: object) =>
      Object.keys(changes).filter((name) => name.startsWith('extensions'))
    const all = await told(acme.owner)
    assert.lengthOf(namesOf(all), 2)
    assert.deepInclude(all, {
      'extensions.taxes.margin': { from: '12.50', to: '13.00' },
      'extensions.taxes.number': { from: 'A1', to: 'A2' },
    })
    assert.deepEqual(namesOf(await told(clerk)), ['extensions.taxes.number'])
    await api(client, acme.owner).get(`${customers}export/?extensions.taxes.margin=13`)
    const exported = (by: Persona) =>
      api(client, by).get('/api/audit-logs/?resource=customers&action=customers:export')
    assert.notInclude(JSON.stringify((await exported(clerk)).body()), 'margin')
    await api(client, acme.owner).patch('/api/plugins/taxes/', { enabled: false })
    assert.deepEqual(namesOf(await told(acme.owner)), [])
  })

  test('also in bulk and in imports, record by record', async ({ client, assert }) => {
    const acme = await start()
    const made = await create(client, acme.owner, 'Ann', { number: 'A1' })
    const other = await create(client, acme.owner, 'Ben', {})
    const ids = [made.body().id, other.body().id]
    const clerk = await hireWith(acme, ['customers:read', 'customers:update', 'customers:bulk'])
    const bulk = (by: Persona, values: object) =>
      api(client, by).post(`${customers}bulk_update/`, {
        ids,
        data: { extensions: { taxes: values } },
      })
    const outcomes = async (by: Persona, values: object) => {
      const { results = [] } = (await bulk(by, values)).body()
      return results.map((each: { error?: { code: string } }) => each.error?.code ?? 'done')
    }
    const denied = ['permission_denied', 'permission_denied']
    assert.deepEqual(await outcomes(clerk, { rate: 10 }), denied)
    assert.deepEqual(await outcomes(acme.owner, { number: 'A1' }), ['done', 'already_exists'])
    assert.equal((await bulk(acme.owner, { audited: 1 })).status(), 422)

    const done = await importFile(client, acme.owner, fileOf('name,tax', 'Cora,A1', 'Dan,A2'), {
      mapping: { 'name': 'name', 'extensions.taxes.number': 'tax' },
    })
    assert.containsSubset(done, {
      created: 1,
      errors: [{ line: 2, column: 'tax', field: 'extensions.taxes.number' }],
    })
    const refused = await sendFile(client, acme.owner, fileOf('name,audited', 'Eve,1'), {
      mapping: { 'name': 'name', 'extensions.taxes.audited': 'audited' },
    })
    refused.assertStatus(422)
  })

  test('writing another value takes the permission that the field asks for', async ({
    client,
    assert,
  }) => {
    const acme = await start()
    const made = await create(client, acme.owner, 'Ann', { rate: 20 })
    made.assertStatus(201)
    const clerk = await hireWith(acme, ['customers:read', 'customers:update'])

    const refused = await change(client, clerk, made.body().id, { rate: 10, number: 'A1' })
    refused.assertStatus(403)
    refused.assertBodyContains({ permission: 'vendors:update' })
    const same = await change(client, clerk, made.body().id, { rate: 20, number: 'A2' })
    same.assertStatus(200)
    assert.containSubset(same.body().extensions.taxes, { rate: 20, number: 'A2' })

    const narrowed = ['customers:read', 'customers:update', 'vendors:update/own']
    const buyer = await hireWith(acme, narrowed)
    const beyond = await change(client, buyer, made.body().id, { rate: 10 })
    beyond.assertStatus(403)
  })
})

test.group('Extension fields | unique', (group) => {
  bringWithIndexes(group, [taxes])

  test('a value is there once in an organization, and 409 names the field', async ({ client }) => {
    const acme = await start()
    const globex = await start()
    const first = await create(client, acme.owner, 'Ann', { number: 'DE1' })
    first.assertStatus(201)
    const twin = await create(client, acme.owner, 'Ben', { number: 'DE1' })
    twin.assertStatus(409)
    twin.assertBodyContains({ code: 'already_exists', field: 'extensions.taxes.number' })
    const elsewhere = await create(client, globex.owner, 'Ann', { number: 'DE1' })
    elsewhere.assertStatus(201)
    const none = await create(client, acme.owner, 'Cora', {})
    none.assertStatus(201)
    const other = await create(client, acme.owner, 'Dan', { number: null })
    other.assertStatus(201)
  })

  test('a deleted record stands in no one’s way, and comes back if its value is free', async ({
    client,
  }) => {
    const acme = await start()
    const first = await create(client, acme.owner, 'Ann', { number: 'DE1' })
    const path = `${customers}${first.body().id}/`
    await api(client, acme.owner).delete(path)
    const second = await create(client, acme.owner, 'Ben', { number: 'DE1' })
    second.assertStatus(201)
    const restored = await api(client, acme.owner).post(`${path}restore/`)
    restored.assertStatus(409)
    restored.assertBodyContains({ field: 'extensions.taxes.number' })
  })
})

test.group('Extension fields | search', (group) => {
  bringWithIndexes(group, [taxes])

  test('finds records by what the field holds, once each, beside what they are called', async ({
    client,
    assert,
  }) => {
    const acme = await start()
    const globex = await start()
    await create(client, acme.owner, 'Ann', { number: 'DE 123-456' })
    await create(client, acme.owner, 'Ben 123-456', { number: 'DE 123-456 7' })
    await create(client, globex.owner, 'Far', { number: 'DE 123-456' })
    const deleted = await create(client, acme.owner, 'Gone', { number: 'DE 123-456 8' })
    await api(client, acme.owner).delete(`${customers}${deleted.body().id}/`)
    const search = (query: string) => api(client, acme.owner).get(`${customers}?search=${query}`)

    const found = await search('123-456')
    assert.sameMembers(namesIn(found), ['Ann', 'Ben 123-456'])
    assert.equal(found.body().count, 2)
    assert.sameMembers(namesIn(await search('de%20123')), ['Ann', 'Ben 123-456'])
    assert.deepEqual(namesIn(await search('123-456&deleted=true')), ['Gone'])
    assert.lengthOf(await walk(client, acme, 'search=123-456&page_size=1'), 2)
    assert.deepEqual(namesIn(await search('nothing')), [])
  })
})

test.group('Extension fields | reference', (group) => {
  bringWithIndexes(group, [taxes])

  test('is written as the id, shown as who that is, filtered and sorted by', async ({
    client,
    assert,
  }) => {
    const acme = await start()
    const vendor = await makeVendor(acme, 'Count & Co')
    const made = await create(client, acme.owner, 'Ann', { advisor_id: vendor.toUpperCase() })
    made.assertStatus(201)
    assert.containSubset(made.body().extensions.taxes, {
      advisor_id: vendor,
      advisor: { id: vendor, name: 'Count & Co' },
    })
    await makeCustomer(acme, { name: 'Ben' })
    const list = (query: string) => api(client, acme.owner).get(`${customers}?${query}`)
    assert.deepEqual(namesIn(await list(`extensions.taxes.advisor_id=${vendor}`)), ['Ann'])
    assert.deepEqual(namesIn(await list('extensions.taxes.advisor_id[is_null]=true')), ['Ben'])
    const sorted = await list('ordering=extensions.taxes.advisor_id')
    assert.deepEqual(namesIn(sorted), ['Ann', 'Ben'])
    const csv = await api(client, acme.owner).get(
      `${customers}export/?fields=name,extensions.taxes.advisor_id&ordering=name`
    )
    assert.include(csv.text(), `Ann,${vendor}`)

    await api(client, acme.owner).delete(`/api/vendors/${vendor}/`)
    const shown = await show(client, acme.owner, made.body().id)
    assert.containSubset(shown, { advisor_id: null, advisor: null })
  })

  test('R-18: what is absent, foreign or not readable cannot be referred to', async ({
    client,
    assert,
  }) => {
    const acme = await start()
    const globex = await start()
    const id = await makeCustomer(acme)
    const clerk = await hireWith(acme, ['customers:read', 'customers:update'])
    const vendor = await makeVendor(acme)
    const refusals: [Persona, string][] = [
      [acme.owner, await makeVendor(globex)],
      [acme.owner, '0199c0de-7a3f-7c1e-8f6e-6f1d5f0f1a03'],
      [clerk, vendor],
    ]
    for (const [by, advisor] of refusals) {
      const refused = await change(client, by, id, { advisor_id: advisor })
      refused.assertStatus(422)
      assert.deepEqual(refused.body().errors, [
        { field: 'extensions.taxes.advisor_id', rule: 'exists', message: 'Vendor not found.' },
      ])
    }
    const whole = await change(client, acme.owner, id, { advisor_id: 'x' })
    whole.assertStatus(422)
    const fine = await change(client, acme.owner, id, { advisor_id: vendor })
    fine.assertStatus(200)
    /* What it holds already is not asked about again. */
    const kept = await change(client, clerk, id, { advisor_id: vendor, number: 'A1' })
    kept.assertStatus(200)
  })
})

test.group('Extension fields | computed', (group) => {
  bringWithIndexes(group, [taxes])

  test('is shown, filtered, sorted by and exported, and never kept', async ({ client, assert }) => {
    const acme = await start()
    const globex = await start()
    const ann = await makeCustomer(acme, { name: 'Ann' })
    const ben = await makeCustomer(acme, { name: 'Ben' })
    const far = await makeCustomer(globex, { name: 'Far' })
    await makeDeal(globex, { customer_id: far })
    const close = (day: string) => ({ customer_id: ann, expected_close_date: day })
    const first = await makeDeal(acme, close('2031-05-01'))
    await makeDeal(acme, close('2031-06-01'))
    await makeDeal(acme, { customer_id: ben })

    const shown = await show(client, acme.owner, ann)
    assert.containSubset(shown, {
      label: 'CUST001 Ann',
      open_deals: 2,
      next_close: '2031-05-01',
    })
    const list = (query: string) => api(client, acme.owner).get(`${customers}?${query}`)
    assert.deepEqual(namesIn(await list('extensions.taxes.open_deals[gte]=2')), ['Ann'])
    assert.deepEqual(namesIn(await list('ordering=-extensions.taxes.open_deals')), ['Ann', 'Ben'])
    assert.deepEqual(namesIn(await list('extensions.taxes.next_close[lt]=2031-05-02')), ['Ann'])
    assert.lengthOf(await walk(client, acme, 'ordering=extensions.taxes.next_close&page_size=1'), 2)
    const csv = await api(client, acme.owner).get(
      `${customers}export/?fields=name,extensions.taxes.open_deals&ordering=name`
    )
    assert.equal(csv.text(), 'name,extensions.taxes.open_deals\r\nAnn,2\r\nBen,1\r\n')

    await api(client, acme.owner).delete(`/api/deals/${first}/`)
    assert.containSubset(await show(client, acme.owner, ann), {
      open_deals: 1,
      next_close: '2031-06-01',
    })
    const [row] = await inDatabase(
      acme,
      'SELECT version, extensions FROM customers WHERE id = $1',
      [ann]
    )
    assert.deepEqual(row, { version: 1, extensions: {} })
    const told = (await eventsOf(acme, 'customers')).filter((event) => event.record_id === ann)
    assert.isAtMost(told.length, 1)
  })

  test('R-13: an aggregate does not exist for who may not read all of its records', async ({
    client,
    assert,
  }) => {
    const acme = await start()
    const id = await makeCustomer(acme)
    for (const grants of [['customers:read'], ['customers:read', 'deals:read/own']]) {
      const clerk = await hireWith(acme, grants)
      assert.notProperty(await show(client, clerk, id), 'open_deals')
      const refused = await api(client, clerk).get(`${customers}?extensions.taxes.open_deals=1`)
      refused.assertStatus(400)
    }
    const seller = await hireWith(acme, [
      'customers:read/own',
      'customers:create',
      'deals:read/own',
    ])
    const own = await create(client, seller, 'Ben', {})
    assert.notProperty(own.body().extensions.taxes, 'open_deals')
    const reader = await hireWith(acme, ['customers:read', 'deals:read'])
    assert.equal((await show(client, reader, id)).open_deals, 0)
  })

  test('costs nothing where it is not asked for, and one statement where it is', async ({
    client,
    assert,
  }) => {
    const acme = await start()
    await makeCustomer(acme)
    await makeCustomer(acme)
    const get = (query: string) => api(client, acme.owner).get(`${customers}?${query}`)
    await get('')
    const plain = await sentOf(() => get(''))
    assert.isFalse(
      plain.some(({ text }) => text.includes('open_deals') || text.includes('x_taxes'))
    )
    const listed = await statementsOf(() => get('fields=name,extensions'))
    assert.lengthOf(listed, plain.length)
  })
})

test.group('Extension fields | types', (group) => {
  bringWithIndexes(group, [taxes])

  test('long text, money, moments and several choices are kept in one form each', async ({
    client,
    assert,
  }) => {
    const acme = await start()
    const made = await create(client, acme.owner, 'Ann', {
      remarks: 'One\ntwo',
      budget: 12.5,
      fee: '1200',
      checked_at: '2031-05-01T12:00:00+02:00',
      areas: ['south', 'north'],
    })
    made.assertStatus(201)
    assert.containSubset(made.body().extensions.taxes, {
      remarks: 'One\ntwo',
      budget: '12.50',
      fee: '1200',
      checked_at: '2031-05-01T10:00:00.000Z',
      areas: ['south', 'north'],
    })
    const list = (query: string) => api(client, acme.owner).get(`${customers}?${query}`)
    for (const query of [
      'extensions.taxes.areas[contains]=north',
      'extensions.taxes.checked_at[lt]=2031-05-02',
      'extensions.taxes.budget=12.5',
      'extensions.taxes.fee[gt]=1000',
      'extensions.taxes.remarks[contains]=two',
    ]) {
      assert.deepEqual(namesIn(await list(query)), ['Ann'], query)
    }
    assert.deepEqual(namesIn(await list('extensions.taxes.areas[is_null]=true')), [])
    const csv = await api(client, acme.owner).get(
      `${customers}export/?fields=extensions.taxes.areas,extensions.taxes.checked_at`
    )
    assert.include(csv.text(), '"south,north",2031-05-01T10:00:00.000Z')
    const cleared = await change(client, acme.owner, made.body().id, {
      areas: null,
      checked_at: null,
      budget: null,
    })
    assert.containSubset(cleared.body().extensions.taxes, {
      areas: null,
      checked_at: null,
      budget: null,
    })
  })

  test('what does not fit is refused by name', async ({ client, assert }) => {
    const acme = await start()
    const refused = await create(client, acme.owner, 'Ann', {
      checked_at: '2031-05-01',
      areas: ['north', 'west'],
      remarks: 'x'.repeat(10_001),
    })
    refused.assertStatus(422)
    assert.sameMembers(fieldsOf(refused.body()), [
      'extensions.taxes.checked_at',
      'extensions.taxes.areas.1',
      'extensions.taxes.remarks',
    ])
    const yen = await create(client, acme.owner, 'Ann', { fee: '1200.5' })
    yen.assertStatus(422)
    yen.assertBodyContains({ errors: [{ field: 'extensions.taxes.fee', rule: 'decimal' }] })
  })

  test('are described in the document of the API, with who cannot write them', async ({
    client,
    assert,
  }) => {
    const acme = await start()
    const { components } = (await api(client, acme.owner).get('/api/openapi/mine.json')).body()
    const { properties: shown } = components.schemas.Customer.properties.extensions.properties.taxes
    const { properties: written } =
      components.schemas.NewCustomer.properties.extensions.properties.taxes
    assert.containSubset(shown, {
      audited: { readOnly: true, title: 'Audited' },
      label: { readOnly: true },
      areas: { items: { enum: ['north', 'south'] } },
      fee: { description: 'In JPY.' },
      advisor: { readOnly: true },
    })
    assert.containSubset(written, {
      areas: { items: { enum: ['north', 'south'] } },
      advisor_id: { format: 'uuid' },
      checked_at: { format: 'date-time' },
    })
    assert.notProperty(written, 'audited')
    assert.notProperty(written, 'label')
  })
})
