import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { resources } from '#core/resources/registry'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { api } from '#tests/support/api'
import { makeCustomers, namesIn, walk } from '#tests/support/customers'
import { inDatabase, makeDeals } from '#tests/support/deals'
import { type Company, makeCompany } from '#tests/support/personas'
import { statementsOf } from '#tests/support/statements'

/** Names of many scripts, in either case, with accents, marks, digits and what stands beside letters. */
const SCRIPTS = [
  ...['Zoë', 'zoe', 'Ärger', 'arger', 'ARGER', 'Österreich', 'Über', 'straße', 'Strasse', 'naïve'],
  ...['Łódź', 'Øresund', 'Ångström', 'Þór', 'ñandú', 'İstanbul', 'ısı', 'Čapek', 'Capek', 'ﬁlm'],
  ...['Ελλάδα', 'ελλάς', 'Москва', 'ёлка', 'Ель', 'Україна', 'Հայաստան', 'საქართველო'],
  ...['שלום', 'السلام', 'हिन्दी', 'தமிழ்', 'ไทย', '日本語', 'にほん', 'ニホン', '中文', '한국어'],
  ...[
    '3M',
    '20th',
    '1&1',
    '@home',
    '(none)',
    "O'Neill",
    'O’Neill',
    'van Dyke',
    'Van Dyke',
    '😀 Inc',
  ],
]

/** The order in which the database has these names. */
async function ordered(company: Company, direction: 'ASC' | 'DESC' = 'ASC'): Promise<string[]> {
  const rows = await inDatabase<{ name: string }>(
    company,
    `SELECT name FROM customers WHERE deleted_at IS NULL
     ORDER BY name COLLATE alphabetical ${direction}, id ${direction}`
  )
  return rows.map(({ name }) => name)
}

test.group('Query | the order of text', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  const names = async (client: ApiClient, query: string) =>
    namesIn(await api(client, acme.owner).get(`/api/customers/?page_size=100&${query}`))

  test('follows the alphabet: Ärger comes before Zoë, whatever the case', async ({
    client,
    assert,
  }) => {
    const given = ['Zoë', 'zebra', 'Ärger', 'anna', 'Öl', 'Otto']
    await makeCustomers(acme, given.length, (number) => ({ name: given[number - 1] }))

    const sorted = ['anna', 'Ärger', 'Öl', 'Otto', 'zebra', 'Zoë']
    assert.deepEqual(await names(client, 'ordering=name'), sorted)
    assert.deepEqual(await names(client, 'ordering=-name'), sorted.toReversed())
    const file = await api(client, acme.owner).get(
      '/api/customers/export/?ordering=name&fields=name'
    )
    assert.deepEqual(file.text().trim().split('\r\n').slice(1), sorted)
  })

  test('and of what is shown of related records, of boards, choices and departments', async ({
    client,
    assert,
  }) => {
    const { get, post } = api(client, acme.owner)
    const titles = ['Zoë', 'Ärger', 'berg']
    await makeDeals(acme, 3, (number) => ({ title: titles[number - 1] }))
    for (const [firstName, department] of [
      ['Zoë', 'Öl'],
      ['Ärna', 'Verkauf'],
      ['bert', 'einkauf'],
    ] as const) {
      const made = await post('/api/employees/', {
        first_name: firstName,
        last_name: 'Roe',
        department,
      })
      made.assertStatus(201)
    }
    const sorted = ['Ärger', 'berg', 'Zoë']
    const board = await get('/api/deals/kanban/?ordering=title')
    const [{ deals }] = board.body().columns
    assert.deepEqual(
      deals.map(({ title }: { title: string }) => title),
      sorted
    )
    const employees = await get('/api/employees/?ordering=full_name')
    assert.deepEqual(
      employees.body().results.map(({ full_name: name }: { full_name: string }) => name),
      ['Ärna Roe', 'bert Roe', 'Zoë Roe']
    )
    const departments = await get('/api/employees/departments/')
    assert.deepEqual(departments.body(), ['einkauf', 'Öl', 'Verkauf'])
  })

  test('codes and choices are in the order of their characters', async ({ client, assert }) => {
    const { get, post } = api(client, acme.owner)
    for (const currency of ['EUR', 'USD', 'CHF']) {
      ;(await post('/api/deals/', { title: currency, currency })).assertStatus(201)
    }
    await makeCustomers(acme, 4)
    for (const [at, code] of ['b-1', 'B-1', 'Ä-1', 'a-1'].entries()) {
      await inDatabase(
        acme,
        `UPDATE customers SET code = $1 WHERE organization_id = app_organization() AND name = $2`,
        [code, `Customer ${at + 1}`]
      )
    }
    const list = await get('/api/customers/?ordering=code')
    const codes = list.body().results.map(({ code }: { code: string }) => code)
    assert.deepEqual(codes, ['B-1', 'a-1', 'b-1', 'Ä-1'])
    const deals = await get('/api/deals/?ordering=currency')
    const currencies = deals.body().results.map(({ currency }: { currency: string }) => currency)
    assert.deepEqual(currencies, ['CHF', 'EUR', 'USD'])
  })

  test('filters by more and less agree with it, and equality with what is equal', async ({
    client,
    assert,
  }) => {
    await makeCustomers(acme, SCRIPTS.length, (number) => ({ name: SCRIPTS[number - 1] }))
    const all = await ordered(acme)
    for (const [at, name] of all.entries()) {
      const value = encodeURIComponent(name)
      assert.deepEqual(await names(client, `ordering=name&name[lt]=${value}`), all.slice(0, at))
      assert.deepEqual(await names(client, `ordering=name&name[gte]=${value}`), all.slice(at))
      assert.deepEqual(await names(client, `name=${value}`), [name])
    }
  })

  test('walking a list by names of any script skips and repeats nothing', async ({
    client,
    assert,
  }) => {
    const name = fc.oneof(
      fc.constantFrom(...SCRIPTS),
      fc
        .array(fc.constantFrom(...SCRIPTS, ' ', '-', 'e\u0301', 'ä', 'A', 'z'), {
          minLength: 1,
          maxLength: 3,
        })
        .map((parts) => parts.join(' '))
        .filter((text) => text.trim() !== '')
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(name, { minLength: 5, maxLength: 60 }),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom('name', '-name', 'company_name,-name'),
        async (given, size, ordering) => {
          acme = await makeCompany()
          const ids = await makeCustomers(acme, given.length, (number) => ({
            name: given[number - 1],
          }))
          const seen = await walk(client, acme, `ordering=${ordering}&page_size=${size}`)
          assert.sameMembers(seen, ids)
          assert.lengthOf(seen, ids.length)
          const shown = await names(client, `ordering=${ordering}`)
          if (!ordering.includes('company')) {
            assert.deepEqual(shown, await ordered(acme, ordering === 'name' ? 'ASC' : 'DESC'))
          }
        }
      ),
      { numRuns: 8 }
    )
  })

  test('a list by name is read from an index that has its order, from any place of it', async ({
    client,
    assert,
  }) => {
    for (const [resource, field] of [
      ['customers', 'name'],
      ['leads', 'name'],
      ['vendors', 'name'],
      ['deals', 'title'],
    ] as const) {
      const table = resources.get(resource)?.table ?? ''
      const statements = await statementsOf(async () => {
        const path = `/api/${resource}/?ordering=${field}&cursor=`
        const response = await api(client, acme.owner).get(path)
        response.assertStatus(200)
      })
      const text = statements.find((each) => each.includes('page AS MATERIALIZED')) ?? ''
      assert.include(text, `(r.${field}) COLLATE alphabetical ASC`)
      const plan = await planOf(acme, text)
      assert.include(plan, `${table}_by_${field}`, plan)
      assert.notMatch(plan, /Sort|Seq Scan on (customers|leads|vendors|deals)/, plan)
    }
  })
})

/** How PostgreSQL runs a list of a company when its table is not small. */
function planOf(company: Company, text: string): Promise<string> {
  return UnitOfWork.run(forOrganization(company.id), async (unit) => {
    await unit.query('SET LOCAL enable_seqscan = off')
    await unit.query('SET LOCAL enable_sort = off')
    const bound = text.replaceAll(/\$\d+/g, `'${company.id}'`)
    const { rows } = await unit.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${bound}`)
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  })
}
