import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { CURRENCIES, decimalsOf } from '#core/currency/currency'
import { money } from '#core/currency/format'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { api } from '#tests/support/api'
import { makeDeal } from '#tests/support/deals'
import { csv, importFile } from '#tests/support/imports'
import { makeLead } from '#tests/support/leads'
import { type Company, makeCompany } from '#tests/support/personas'

/** An organization whose amounts are of a currency. */
async function companyIn(client: ApiClient, currency: string): Promise<Company> {
  const acme = await makeCompany()
  const response = await api(client, acme.owner).patch(`/api/organizations/${acme.id}/`, {
    currency,
  })
  response.assertStatus(200)
  return acme
}

test.group('Currencies', () => {
  test('SQL and JavaScript agree on the decimals of every currency', async ({ assert }) => {
    const { rows } = await UnitOfWork.run(asSystem, (unit) =>
      unit.query<{ code: string; decimals: number }>(
        'SELECT code, currency_decimals(code) AS decimals FROM unnest($1::text[]) code',
        [[...CURRENCIES]]
      )
    )
    assert.lengthOf(rows, CURRENCIES.size)
    for (const { code, decimals } of rows) assert.equal(decimals, decimalsOf(code), code)
    assert.deepEqual(['JPY', 'EUR', 'KWD'].map(decimalsOf), [0, 2, 3])
  })

  test('amounts are written for people as their currency is', ({ assert }) => {
    assert.equal(money('1000', 'JPY'), '¥1,000')
    assert.equal(money('1234.50', 'USD'), '$1,234.50')
    assert.match(money('1.250', 'KWD'), /^KWD\s1\.250$/)
  })

  test('a deal is of the organization’s currency unless another one is said', async ({
    client,
    assert,
  }) => {
    const acme = await companyIn(client, 'KWD')
    const { get, post } = api(client, acme.owner)
    const lead = await makeLead(acme, { estimated_value: '1.250' })
    const shown = async (id: string) => (await get(`/api/deals/${id}/`)).body()

    const made = await post('/api/deals/', { title: 'Ship', value: '12.345' })
    const said = await post('/api/deals/', { title: 'Boat', value: '12.3', currency: 'EUR' })
    const converted = await post(`/api/leads/${lead}/convert/`, { deal: { title: 'Lead' } })
    await importFile(client, acme.owner, csv('title,value', 'Imported,7.5'), {
      resource: 'deals',
      mapping: { title: 'title', value: 'value' },
    })
    const [imported] = (await get('/api/deals/?title=Imported')).body().results

    assert.include(await shown(made.body().id), { currency: 'KWD', value: '12.345' })
    assert.include(await shown(said.body().id), { currency: 'EUR', value: '12.30' })
    assert.include(await shown(converted.body().deal_id), { currency: 'KWD', value: '1.250' })
    assert.include(await shown(imported.id), { currency: 'KWD', value: '7.500' })
  })

  test('amounts have the decimals of their currency wherever they are read: {currency}')
    .with([
      { currency: 'JPY', value: '1000', half: '500', sum: '2000' },
      { currency: 'USD', value: '1000.5', half: '500.25', sum: '2001.00', shown: '1000.50' },
      { currency: 'KWD', value: '1000.125', half: '500.063', sum: '2000.250' },
    ])
    .run(async ({ client, assert }, { currency, value, half, sum, shown = value }) => {
      const acme = await companyIn(client, currency)
      const { get, post, patch } = api(client, acme.owner)
      const id = await makeDeal(acme, { value, probability: '50' })
      await patch(`/api/deals/${id}/`, { expected_close_date: null, probability: '50' })

      const detail = (await get(`/api/deals/${id}/`)).body()
      assert.include(detail, { value: shown, expected_revenue: half })
      assert.equal((await get('/api/deals/')).body().results[0].value, shown)
      assert.include((await get('/api/deals/export/')).text(), `,${shown},`)
      assert.equal((await get(`/api/deals/?value=${value}`)).body().count, 1)

      await makeDeal(acme, { value, probability: '0' })
      const stats = (await get('/api/deals/stats/')).body()
      assert.include(stats, { total_value: sum, average_deal_size: shown })
      assert.include(stats.by_currency[0], { value: sum, expected_revenue: half })
      assert.equal(stats.by_stage[0].value, sum)
      const [column] = (await get('/api/deals/kanban/')).body().columns
      assert.include(column, { value: sum, expected_revenue: half })
      const forecast = (await get('/api/deals/forecast/')).body()
      assert.include(forecast.undated, { total_value: sum, expected_revenue: half })

      await post(`/api/deals/${id}/win/`)
      const [period] = (await get('/api/analytics/revenue_by_period/?count=1')).body()
      assert.equal(period.revenue, shown)
      assert.equal(period.by_currency[0].revenue, shown)
      const { revenue } = (await get('/api/analytics/dashboard/')).body()
      assert.include(revenue, { total: shown, pipeline_value: shown })
      const history = (await get(`/api/deals/${id}/history/`)).body()
      assert.include(JSON.stringify(history), `"value":"${shown}"`)
    })

  test('a value with more decimals than its currency is refused, and nothing is written', async ({
    client,
    assert,
  }) => {
    const acme = await companyIn(client, 'JPY')
    const { get, post, patch } = api(client, acme.owner)
    for (const [body, field] of [
      [{ value: '10.5' }, 'value'],
      [{ value: 10.5 }, 'value'],
      [{ value: '10.125', currency: 'USD' }, 'value'],
      [{ value: '10.1234', currency: 'KWD' }, 'value'],
    ] as const) {
      const response = await post('/api/deals/', { title: 'X', ...body })
      response.assertStatus(422)
      assert.include(response.body().errors[0], { field, rule: 'decimal' })
    }
    assert.equal((await get('/api/deals/')).body().count, 0)

    const id = await makeDeal(acme, { value: '10.50', currency: 'USD' })
    const change = await patch(`/api/deals/${id}/`, { currency: 'JPY' })
    change.assertStatus(422)
    assert.include(change.body().errors[0], { field: 'currency', rule: 'decimal' })
    assert.include((await get(`/api/deals/${id}/`)).body(), { currency: 'USD', version: 1 })
  })

  test('a value is written as its new currency is, and whole numbers are of any', async ({
    client,
    assert,
  }) => {
    const acme = await companyIn(client, 'USD')
    const { get, patch } = api(client, acme.owner)
    const id = await makeDeal(acme, { value: '10.00' })
    for (const [currency, value] of [
      ['JPY', '10'],
      ['KWD', '10.000'],
      ['EUR', '10.00'],
    ] as const) {
      ;(await patch(`/api/deals/${id}/`, { currency })).assertStatus(200)
      assert.include((await get(`/api/deals/${id}/`)).body(), { currency, value })
    }
    const same = await patch(`/api/deals/${id}/`, { value: 10 })
    assert.equal(same.body().version, 4)
  })

  test('other amounts are of the organization’s currency', async ({ client, assert }) => {
    for (const [currency, given, kept, refused] of [
      ['JPY', '1000.00', '1000', '1000.5'],
      ['USD', '1000.5', '1000.50', '1000.125'],
      ['KWD', '1000.125', '1000.125', '1000.1234'],
    ] as const) {
      const acme = await companyIn(client, currency)
      const { get, post } = api(client, acme.owner)
      for (const [path, field, names] of [
        ['customers', 'credit_limit', { name: 'Ann' }],
        ['vendors', 'credit_limit', { name: 'Bob' }],
        ['leads', 'estimated_value', { name: 'Eve' }],
        ['employees', 'salary', { first_name: 'Eve', last_name: 'Moss' }],
      ] as const) {
        const made = await post(`/api/${path}/`, { ...names, [field]: given })
        made.assertStatus(201)
        const detail = (await get(`/api/${path}/${made.body().id}/`)).body()
        assert.equal(detail[field], kept, `${path} in ${currency}`)
        const wrong = await post(`/api/${path}/`, { ...names, [field]: refused })
        wrong.assertStatus(422)
        assert.include(wrong.body().errors[0], { field, rule: 'decimal' })
      }
      const stats = (await get('/api/leads/stats/')).body()
      assert.equal(stats.total_estimated_value, kept)
    }
  })
})
