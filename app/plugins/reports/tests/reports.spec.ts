import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { act, inDatabase, makeDeal, makeDeals } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { makeLeads } from '#tests/support/leads'
import { type Company, type Member, hire, hireWith, makeCompany } from '#tests/support/personas'
import { countStatements } from '#tests/support/statements'

const PATHS = [
  'dashboard/',
  'sales_funnel/',
  'revenue_by_period/',
  'forecast/',
  'employee_performance/',
  'velocity/',
] as const

test.group('Reports', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  const get = async (client: ApiClient, path: string, { token } = acme.owner) => {
    const response = await client.get(`/api/analytics/${path}`).bearerToken(token)
    response.assertStatus(200)
    return response.body()
  }

  /** A deal of this value, won on that day. */
  const win = async (client: ApiClient, day: DateTime, input: Record<string, unknown>) => {
    const id = await makeDeal(acme, input)
    await act(client, acme.owner, id, 'win', { actual_close_date: day.toISODate() })
  }

  test('are for those who may read reports, and what they are made of', async ({ client }) => {
    const reader = await hireWith(acme, ['deals:read', 'leads:read', 'customers:read'])
    const manager = await hire(acme, { roles: ['manager'] })
    const blind = await hireWith(acme, ['reports:read', 'leads:read'])
    for (const path of PATHS) {
      const answer = ({ token }: Member) => client.get(`/api/analytics/${path}`).bearerToken(token)
      const anonymous = await client.get(`/api/analytics/${path}`)
      anonymous.assertStatus(401)
      const refused = await answer(reader)
      refused.assertStatus(403)
      refused.assertBodyContains({ permission: 'reports:read' })
      const partly = await answer(blind)
      partly.assertStatus(403)
      const allowed = await answer(manager)
      allowed.assertStatus(200)
    }
  })

  test('count what the caller may read, and nothing of other organizations', async ({
    client,
    assert,
  }) => {
    const globex = await makeCompany('Globex')
    await makeDeal(globex, { value: '1000' })
    await makeDeals(acme, 2, () => ({ value: '10' }))
    const own = await hireWith(acme, [
      'reports:read',
      'deals:read/own',
      'deals:create',
      'leads:read',
      'customers:read',
    ])
    await api(client, own).post('/api/deals/', { title: 'Mine', value: '7' })

    assert.equal((await get(client, 'dashboard/')).revenue.pipeline_value, '27.00')
    assert.equal((await get(client, 'dashboard/', own)).revenue.pipeline_value, '7.00')
    assert.equal((await get(client, 'forecast/', own)).undated.total_value, '7.00')
  })

  test('each is one statement, however much there is', async ({ client, assert }) => {
    await makeDeals(acme, 20, (number) => ({ value: `${number}` }))
    for (const path of [
      ...PATHS,
      'forecast/?quarters=4',
      'sales_funnel/?range=this_year&leads[search]=a&deals[search]=deal',
    ]) {
      const statements = await countStatements(() => get(client, path))
      assert.equal(statements, 1, path)
    }
  })

  test('of nothing are noughts', async ({ client, assert }) => {
    assert.deepEqual(await get(client, 'dashboard/'), {
      customers: { total: 0, active: 0, growth: '0.00' },
      leads: { total: 0, qualified: 0, converted: 0, conversion_rate: '0.00' },
      deals: { total: 0, active: 0, won: 0, lost: 0, win_rate: '0.00' },
      revenue: {
        currency: null,
        total: '0.00',
        pipeline_value: '0.00',
        expected: '0.00',
        by_currency: [],
        converted: null,
      },
    })
    assert.deepEqual(await get(client, 'employee_performance/'), [])
    const [month] = (await get(client, 'revenue_by_period/')).slice(-1)
    assert.containSubset(month, { deal_count: 0, revenue: '0.00', currency: null, by_currency: [] })
  })

  test('the dashboard tells how things stand, and how customers become more', async ({
    client,
    assert,
  }) => {
    await makeCustomer(acme)
    await makeCustomer(acme, { status: 'inactive' })
    const before = await makeCustomer(acme)
    await inDatabase(
      acme,
      `UPDATE customers SET created_at = now() - interval '45 days' WHERE id = $1`,
      [before]
    )
    await makeLeads(acme, 4, (number) =>
      number === 1 ? { qualification_status: 'qualified' } : {}
    )
    await makeDeal(acme, { value: '100' })
    await win(client, DateTime.utc(), { value: '40' })
    const lost = await makeDeal(acme, { value: '5' })
    await act(client, acme.owner, lost, 'lose', { lost_reason: 'Price' })
    await makeDeal(acme, { value: '9', currency: 'EUR' })

    const { customers, leads, deals, revenue } = await get(client, 'dashboard/')
    assert.deepEqual(customers, { total: 3, active: 2, growth: '100.00' })
    assert.deepEqual(leads, { total: 4, qualified: 1, converted: 0, conversion_rate: '0.00' })
    assert.deepEqual(deals, { total: 4, active: 2, won: 1, lost: 1, win_rate: '50.00' })
    assert.isNull(revenue.currency)
    assert.isNull(revenue.total)
    assert.deepEqual(revenue.by_currency, [
      { currency: 'USD', total: '40.00', pipeline_value: '100.00', expected: '10.00' },
      { currency: 'EUR', total: '0.00', pipeline_value: '9.00', expected: '0.90' },
    ])
  })

  test('the funnel counts how far they come, of those that were made in some days', async ({
    client,
    assert,
  }) => {
    const [lead = ''] = await makeLeads(acme, 4, (number) =>
      number < 3 ? { qualification_status: 'qualified' } : {}
    )
    const converted = await api(client, acme.owner).post(`/api/leads/${lead}/convert/`, {
      deal: { title: 'Licences', value: '10' },
    })
    await act(client, acme.owner, converted.body().deal_id, 'win')

    const funnel = await get(client, 'sales_funnel/')
    assert.deepEqual(funnel.stages, [
      { name: 'Total Leads', count: 4, percentage: '100.00' },
      { name: 'Qualified Leads', count: 2, percentage: '50.00' },
      { name: 'Opportunities', count: 1, percentage: '25.00' },
      { name: 'Closed Won', count: 1, percentage: '25.00' },
    ])
    assert.deepEqual(funnel.conversion_rates, {
      lead_to_qualified: '50.00',
      qualified_to_opportunity: '50.00',
      opportunity_to_won: '100.00',
      lead_to_won: '25.00',
    })
    const today = DateTime.utc().toISODate()
    assert.deepEqual(await get(client, `sales_funnel/?from=${today}&to=${today}`), funnel)
    const past = await get(client, 'sales_funnel/?to=2020-01-31')
    assert.equal(past.stages[0].count, 0)
  })

  test('revenue is what was won in each period, by the organization’s own fiscal year', async ({
    client,
    assert,
  }) => {
    const now = DateTime.utc()
    await win(client, now, { value: '10' })
    await win(client, now.startOf('month').minus({ days: 1 }), { value: '5.50' })
    await win(client, now.startOf('month').minus({ days: 1 }), { value: '3', currency: 'EUR' })
    await makeDeal(acme, { value: '1000' })

    const months = await get(client, 'revenue_by_period/?count=2')
    assert.lengthOf(months, 2)
    assert.containSubset(months[1], {
      period: now.toFormat('LLL yyyy'),
      start_date: now.startOf('month').toISODate(),
      end_date: now.endOf('month').toISODate(),
      deal_count: 1,
      revenue: '10.00',
    })
    assert.isNull(months[0].revenue)
    assert.deepEqual(months[0].by_currency, [
      { currency: 'EUR', deal_count: 1, revenue: '3.00' },
      { currency: 'USD', deal_count: 1, revenue: '5.50' },
    ])
    for (const [period, name] of [
      ['day', now.toFormat('LLL dd, yyyy')],
      ['week', `Week of ${now.startOf('week').toFormat('LLL dd')}`],
      ['quarter', `Q${now.quarter} ${now.year}`],
      ['year', `${now.year}`],
    ] as const) {
      const [present] = (await get(client, `revenue_by_period/?period=${period}`)).slice(-1)
      assert.equal(present.period, name)
    }

    const fiscal = now.month === 12 ? 1 : now.month + 1
    await api(client, acme.owner).patch(`/api/organizations/${acme.id}/`, {
      fiscal_year_start_month: fiscal,
    })
    const [year] = await get(client, 'revenue_by_period/?period=year&count=1')
    const [quarter] = await get(client, 'revenue_by_period/?period=quarter&count=1')
    assert.equal(year.end_date, now.endOf('month').toISODate())
    assert.equal(quarter.end_date, now.endOf('month').toISODate())
    assert.equal(quarter.period, fiscal === 1 ? `Q4 ${now.year}` : `Q4 FY${now.year}`)
  })

  test('the forecast goes by months or by quarters', async ({ client, assert }) => {
    const now = DateTime.utc()
    await makeDeal(acme, { value: '100', expected_close_date: now.toISODate() })
    const next = now.startOf('quarter').plus({ months: 3 })
    await makeDeal(acme, { value: '60', expected_close_date: next.toISODate() })

    const forecast = await get(client, 'forecast/?quarters=2')
    assert.containSubset(forecast.forecasts, [
      { quarter: `Q${now.quarter} ${now.year}`, deal_count: 1, total_value: '100.00' },
      {
        quarter: `Q${next.quarter} ${next.year}`,
        start_date: next.toISODate(),
        deal_count: 1,
        expected_revenue: '6.00',
      },
    ])
    assert.equal(forecast.total_expected, '16.00')
    const months = await get(client, 'forecast/?months=1')
    assert.equal(months.forecasts[0].month, now.toFormat('yyyy-MM'))
  })

  test('performance ranks employees by what they have won', async ({ client, assert }) => {
    const [best, other] = [
      await makeEmployee(acme, { firstName: 'Bea', lastName: 'Best' }),
      await makeEmployee(acme, { firstName: 'Al', lastName: 'Other' }),
    ]
    await makeCustomer(acme, { assigned_to_id: best })
    await makeLeads(acme, 2, () => ({ assigned_to_id: best }))
    await win(client, DateTime.utc(), { value: '70', assigned_to_id: best })
    await makeDeal(acme, { value: '30', assigned_to_id: best })
    const lost = await makeDeal(acme, { value: '1', assigned_to_id: best })
    await act(client, acme.owner, lost, 'lose', { lost_reason: 'Price' })
    await win(client, DateTime.utc(), { value: '8', assigned_to_id: other })
    await win(client, DateTime.utc(), { value: '9', currency: 'EUR', assigned_to_id: other })

    const [first, second] = await get(client, 'employee_performance/')
    assert.containSubset(first, {
      employee: { id: best, code: 'EMP001', full_name: 'Bea Best' },
      customers: 1,
      leads: { total: 2, converted: 0, conversion_rate: '0.00' },
      deals: { total: 3, won: 1, win_rate: '50.00' },
      revenue: { currency: 'USD', won: '70.00', pipeline: '30.00' },
    })
    assert.containSubset(second, {
      employee: { id: other },
      deals: { total: 2, won: 2, win_rate: '100.00' },
      revenue: { currency: null, won: null },
    })
    assert.lengthOf(second.revenue.by_currency, 2)
    assert.lengthOf(await get(client, 'employee_performance/?limit=1'), 1)
  })

  test('refuse parameters that they do not know', async ({ client }) => {
    for (const query of [
      'dashboard/?days=3',
      'sales_funnel/?from=yesterday',
      'sales_funnel/?status=open',
      'revenue_by_period/?period=decade',
      'revenue_by_period/?count=0',
      'revenue_by_period/?count=367',
      'forecast/?months=3&quarters=2',
      'forecast/?quarters=9',
      'employee_performance/?limit=101',
      'employee_performance/?page=2',
    ]) {
      const response = await client.get(`/api/analytics/${query}`).bearerToken(acme.owner.token)
      response.assertStatus(400)
    }
  })
})
