import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { CUSTOM_TYPES, type CustomType } from '#core/custom_fields/custom_field'
import { makeDeal } from '#tests/support/deals'
import { api } from '#tests/support/api'
import { eventsOf } from '#tests/support/audit'
import { csv, importFile } from '#tests/support/imports'
import { makeCompany } from '#tests/support/personas'
import { makeVendor } from '#tests/support/vendors'

const customers = '/api/customers/'

interface Sample {
  /** What the definition says besides its resource, key, title and type. */
  readonly more: object
  readonly value: unknown
  readonly other: unknown
  /** How a filter asks for `value`, and for nothing that has `other`. */
  readonly filter: string
  /** What a file says of it, by its column. */
  readonly cells: Readonly<Record<string, string>>
  /** What a form of the admin sends. */
  readonly isOrdered: boolean
}

const options = [{ value: 'north', title: 'North' }, { value: 'south' }]

/** One field of each type. @param ids of records that can be referred to */
function samples(ids: { readonly user: string; readonly vendors: readonly string[] }) {
  const plain = (value: unknown, other: unknown, more: object = {}): Sample => ({
    more,
    value,
    other,
    filter: `=${encodeURIComponent(String(value))}`,
    cells: { '': String(value) },
    isOrdered: true,
  })
  const [vendor = '', second = ''] = ids.vendors
  const known: Readonly<Record<CustomType, Sample>> = {
    text: plain('Ruhr', 'Saar', { searchable: true, indexed: true }),
    long_text: plain('Two words', 'Others'),
    integer: plain(7, 9, { indexed: true }),
    decimal: plain('12.50', '3.00', { indexed: true }),
    money: {
      ...plain({ amount: '10.00', currency: 'EUR' }, { amount: '2.00', currency: 'USD' }),
      filter: '[gte]=9.5',
      cells: { '': '10.00', '.currency': 'EUR' },
    },
    boolean: plain(true, false),
    date: plain('2027-01-31', '2027-03-01', { indexed: true }),
    timestamp: {
      ...plain('2027-01-31T12:00:00.000Z', '2027-03-01T12:00:00.000Z', { indexed: true }),
      filter: '[lt]=2027-02-01T00:00:00Z',
    },
    choice: plain('north', 'south', { options }),
    choices: {
      ...plain(['north'], ['south'], { options }),
      filter: '[contains]=north',
      cells: { '': 'north' },
      isOrdered: false,
    },
    email: plain('ann@example.com', 'bob@example.com', { unique: true }),
    phone: plain('+49 30 123456', '+49 30 654321'),
    url: plain('https://example.com/a', 'https://example.com/b'),
    user: { ...plain(ids.user, null), filter: `=${ids.user}` },
    reference: plain(vendor, second, { refers_to: 'vendors' }),
  }
  return known
}

async function start(client: ApiClient) {
  const acme = await makeCompany()
  const vendors = [await makeVendor(acme), await makeVendor(acme)]
  const known = samples({ user: acme.owner.userId, vendors })
  for (const type of CUSTOM_TYPES) {
    const definition = { resource: 'customers', key: `my_${type}`, title: `My ${type}`, type }
    const made = await api(client, acme.owner).post('/api/custom-fields/', {
      ...definition,
      ...known[type].more,
    })
    made.assertStatus(201)
  }
  const valuesOf = (which: 'value' | 'other') =>
    Object.fromEntries(CUSTOM_TYPES.map((type) => [`my_${type}`, known[type][which]]))
  return { acme, known, valuesOf, ...api(client, acme.owner) }
}

const namesIn = (response: { body(): { results: { name: string }[] } }) =>
  response.body().results.map(({ name }) => name)

test.group('Custom fields | every surface, one field of each type', () => {
  test('what is written is read, listed, picked, filtered, ordered, exported, logged and described', async ({
    client,
    assert,
  }) => {
    const { acme, known, valuesOf, get, post, patch, put } = await start(client)

    const made = await post(customers, { name: 'Ann', custom: valuesOf('value') })
    made.assertStatus(201)
    assert.deepEqual(made.body().custom, valuesOf('value'))
    const { id } = made.body()
    const others = Object.entries(valuesOf('other')).filter(([, value]) => value !== null)
    const bob = await post(customers, { name: 'Bob', custom: Object.fromEntries(others) })
    bob.assertStatus(201)
    const shown = (await get(`${customers}${id}/`)).body()
    assert.deepEqual(shown.custom, valuesOf('value'))
    const [first] = (await get(`${customers}?name=Ann`)).body().results
    assert.deepEqual(first.custom, valuesOf('value'))

    for (const type of CUSTOM_TYPES) {
      const { value, filter, isOrdered } = known[type]
      const found = await get(`${customers}?custom.my_${type}${filter}`)
      assert.deepEqual(namesIn(found), ['Ann'], `filter by ${type}`)
      const picked = await get(`${customers}?fields=name,custom.my_${type}&name=Ann`)
      assert.deepEqual(picked.body().results, [{ name: 'Ann', custom: { [`my_${type}`]: value } }])
      if (!isOrdered) continue
      const ordered = await get(`${customers}?ordering=custom.my_${type},name`)
      assert.sameMembers(namesIn(ordered), ['Ann', 'Bob'], `order by ${type}`)
      const walked = await get(`${customers}?ordering=custom.my_${type}&page_size=1&cursor=`)
      const rest = await get(
        new URL(walked.body().next).pathname + new URL(walked.body().next).search
      )
      assert.sameMembers([...namesIn(walked), ...namesIn(rest)], ['Ann', 'Bob'], `walk by ${type}`)
    }
    const searched = await get(`${customers}?search=ruhr`)
    assert.deepEqual(namesIn(searched), ['Ann'])

    const same = await put(`${customers}${id}/`, shown)
    same.assertStatus(200)
    assert.equal(same.body().version, shown.version)
    for (const type of CUSTOM_TYPES) {
      const cleared = await patch(`${customers}${id}/`, { custom: { [`my_${type}`]: null } })
      cleared.assertStatus(200)
      assert.notProperty(cleared.body().custom, `my_${type}`)
      const restored = await patch(`${customers}${id}/`, {
        custom: { [`my_${type}`]: known[type].value },
      })
      assert.deepEqual(restored.body().custom, valuesOf('value'))
    }
    const updated = await post(`${customers}bulk_update/`, {
      ids: [id],
      data: { custom: { my_text: 'Elbe' } },
    })
    updated.assertStatus(200)
    assert.equal((await get(`${customers}${id}/`)).body().custom.my_text, 'Elbe')

    const logged = await get(`/api/audit-logs/?record_id=${id}&ordering=-created_at&page_size=1`)
    const [event] = logged.body().results
    assert.deepEqual(event.changes['custom.my_text'], { from: 'Ruhr', to: 'Elbe' })
    assert.lengthOf(Object.keys(event.changes), 1)
    assert.isNotEmpty(await eventsOf(acme, 'custom-fields'))

    const file = (await get(`${customers}export/?name=Ann`)).text()
    for (const type of CUSTOM_TYPES) assert.include(file, `custom.my_${type}`)
    assert.include(file, '10.00,EUR')

    const mine = (await get('/api/openapi/mine.json')).body()
    const { properties } = mine.components.schemas.Customer.properties.custom
    assert.sameMembers(
      Object.keys(properties),
      CUSTOM_TYPES.map((type) => `my_${type}`)
    )
    assert.deepEqual(properties.my_choice.enum, ['north', 'south'])
    const all = (await client.get('/api/openapi.json')).body()
    assert.equal(all.components.schemas.Customer.properties.custom.type, 'object')
    assert.notProperty(all.components.schemas.Customer.properties.custom, 'properties')
  }).timeout(60_000)

  test('a file says it by the columns of an export', async ({ client, assert }) => {
    const { acme, known, valuesOf, get } = await start(client)
    const columns = CUSTOM_TYPES.flatMap((type) =>
      Object.entries(known[type].cells).map(([end, cell]) => [`custom.my_${type}${end}`, cell])
    )
    const isAmount = (name: string) => name === 'custom.my_money'
    const mapping = Object.fromEntries([
      ['name', { column: 'name' }],
      ...columns.map(([name = '']) => [isAmount(name) ? `${name}.amount` : name, { column: name }]),
    ])
    const content = csv(
      ['name', ...columns.map(([name]) => name)].join(','),
      ['Ann', ...columns.map(([, cell]) => cell)].join(',')
    )
    const done = await importFile(client, acme.owner, content, { mapping })
    assert.equal(done.created_count ?? done.created, 1, JSON.stringify(done))
    const [ann] = (await get(`${customers}?name=Ann`)).body().results
    assert.deepEqual(ann.custom, valuesOf('value'))
  }).timeout(60_000)

  test('trees of conditions ask for it, also through relations and with times that move, and amounts are added up by it', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { post } = api(client, acme.owner)
    for (const field of [
      { key: 'region', type: 'text', indexed: true },
      { key: 'budget', type: 'money' },
      { key: 'visited', type: 'date', indexed: true },
    ]) {
      const made = await post('/api/custom-fields/', {
        ...{ resource: 'customers', title: field.key },
        ...field,
      })
      made.assertStatus(201)
    }
    const customer = async (name: string, custom: object): Promise<string> => {
      const made = await post('/api/customers/', { name, custom })
      made.assertStatus(201)
      return made.body().id
    }
    const euro = (amount: string) => ({ amount, currency: 'EUR' })
    const ann = await customer('Ann', {
      region: 'north',
      budget: euro('10'),
      visited: '2999-01-01',
    })
    await customer('Bob', { region: 'north', budget: euro('2.50'), visited: '1999-01-01' })
    await customer('Cid', { region: 'south', budget: { amount: '7', currency: 'USD' } })
    await makeDeal(acme, { title: 'Rockets', customer_id: ann })
    const namesOf = async (resource: string, where: object) => {
      const page = await post(`/api/${resource}/query/`, { where })
      page.assertStatus(200)
      return page
        .body()
        .results.map((record: Record<string, unknown>) => record.name ?? record.title)
    }

    const north = { 'custom.region': 'north' }
    assert.sameMembers(await namesOf('customers', north), ['Ann', 'Bob'])
    assert.sameMembers(await namesOf('customers', { not: north }), ['Cid'])
    const later = { 'custom.visited': { gte: { relative: 'start_of_year' } } }
    assert.sameMembers(await namesOf('customers', { and: [north, later] }), ['Ann'])
    assert.sameMembers(await namesOf('customers', { 'custom.visited': { is_null: true } }), ['Cid'])
    assert.deepEqual(await namesOf('deals', { 'customer.custom.region': 'north' }), ['Rockets'])

    const sums = await post('/api/customers/aggregate/', {
      group_by: ['custom.region'],
      measures: [{ sum: 'custom.budget', as: 'budget' }],
      ordering: '-budget',
    })
    assert.deepEqual(sums.body().groups, [
      {
        key: { 'custom.region': 'north', 'custom.budget.currency': 'EUR' },
        measures: { budget: '12.50' },
      },
      {
        key: { 'custom.region': 'south', 'custom.budget.currency': 'USD' },
        measures: { budget: '7.00' },
      },
    ])
    const misspelt = await post('/api/customers/query/', { where: { 'custom.regoin': 'north' } })
    misspelt.assertStatus(400)
    misspelt.assertBodyContains({ code: 'unknown_field' })
  })
})
