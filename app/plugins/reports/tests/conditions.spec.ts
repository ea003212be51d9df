import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { act, inDatabase, makeDeal } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { makeLeads } from '#tests/support/leads'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'

const NOW = DateTime.utc()

async function get(client: ApiClient, acme: Company, path: string) {
  const response = await client.get(`/api/${path}`).bearerToken(acme.owner.token)
  response.assertStatus(200)
  return response.body()
}

/** A deal that was made long ago, and won on this day. */
async function win(client: ApiClient, acme: Company, day: DateTime, input: object) {
  const id = await makeDeal(acme, { ...input })
  await act(client, acme.owner, id, 'win', { actual_close_date: day.toISODate() })
  await inDatabase(acme, `UPDATE deals SET created_at = '2020-01-01' WHERE id = $1`, [id])
}

test.group('Reports | conditions and days', () => {
  test('are about what the lists would show for the same conditions', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const [bea, al] = [await makeEmployee(acme), await makeEmployee(acme)]
    const customer = await makeCustomer(acme, { status: 'active' })
    await makeCustomer(acme, { status: 'inactive' })
    await makeLeads(acme, 3, (number) => ({ source: number === 1 ? 'referral' : 'website' }))
    for (const [value, owner] of [
      ['10', bea],
      ['200', bea],
      ['3000', al],
    ] as const) {
      await win(client, acme, NOW, { value, assigned_to_id: owner, customer_id: customer })
      await makeDeal(acme, {
        value,
        assigned_to_id: owner,
        expected_close_date: NOW.toISODate(),
        title: `Open ${value}`,
      })
    }
    const conditions = ['value[gte]=100', `assigned_to=${bea}`, 'search=open', 'status=open', '']
    for (const condition of conditions) {
      const { count } = await get(client, acme, `deals/?${condition}`)
      const mine = condition && condition.replace(/^(\w+)/, 'deals[$1]')
      const [{ deals, customers }, { stages }, performance] = await Promise.all([
        get(client, acme, `analytics/dashboard/?customers[status]=active&${mine}`),
        get(client, acme, `analytics/sales_funnel/?leads[source]=referral&${mine}`),
        get(client, acme, `analytics/employee_performance/?${mine}`),
      ])
      assert.equal(deals.total, count, condition)
      assert.equal(customers.total, 1)
      assert.containSubset(stages, [{ count: 1 }, {}, { count }])
      const owned = performance.reduce(
        (sum: number, entry: { deals: { total: number } }) => sum + entry.deals.total,
        0
      )
      assert.equal(owned, count, condition)

      const won = await get(
        client,
        acme,
        `deals/?status[in]=won&${condition.replace('status', 'status[ne]')}`
      )
      if (condition === 'status=open') continue
      const [month] = await get(client, acme, `analytics/revenue_by_period/?count=1&${mine}`)
      assert.equal(month.deal_count, won.count, condition)
      const { forecasts } = await get(client, acme, `analytics/forecast/?${mine}`)
      assert.equal(forecasts[0].deal_count, count - won.count, condition)
    }
  })

  test('count what was made or closed in their days, by the calendar of the organization', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await api(client, acme.owner).patch(`/api/organizations/${acme.id}/`, {
      fiscal_year_start_month: NOW.month,
    })
    const year = NOW.startOf('month')
    await win(client, acme, year, { value: '40' })
    await win(client, acme, year.minus({ days: 1 }), { value: '5' })
    await makeDeal(acme, { value: '7' })
    const old = await makeDeal(acme, { value: '900' })
    await inDatabase(acme, `UPDATE deals SET created_at = '2020-01-01' WHERE id = $1`, [old])

    const dashboard = (query: string) => get(client, acme, `analytics/dashboard/?${query}`)
    assert.containSubset(await dashboard('range=this_year'), {
      deals: { total: 2, active: 1, won: 1 },
      revenue: { total: '40.00', pipeline_value: '7.00' },
    })
    assert.containSubset(await dashboard(`to=${year.minus({ days: 1 }).toISODate()}`), {
      deals: { total: 2, active: 1, won: 1 },
      revenue: { total: '5.00', pipeline_value: '900.00' },
    })
    const from = year.minus({ days: 1 }).toISODate()
    const days = await get(
      client,
      acme,
      `analytics/revenue_by_period/?period=day&from=${from}&to=${year.toISODate()}`
    )
    assert.deepEqual(
      days.map((day: { start_date: string; revenue: string }) => [day.start_date, day.revenue]),
      [
        [from, '5.00'],
        [year.toISODate(), '40.00'],
      ]
    )
    const quarters = await get(
      client,
      acme,
      `analytics/revenue_by_period/?period=quarter&range=last_year`
    )
    assert.lengthOf(quarters, 4)
    assert.containSubset(quarters[3], { end_date: from, revenue: '5.00' })
  })

  test('refuse what no list knows, naming where it stood', async ({ client, assert }) => {
    const acme = await makeCompany()
    const reader = await hireWith(acme, [
      'reports:read',
      'employees:read',
      'customers:read',
      'leads:read',
      'deals:read',
    ])
    for (const [query, code, parameter] of [
      ['status=open', 'malformed_parameter', 'status'],
      ['deals[colour]=red', 'unknown_parameter', 'deals[colour]'],
      ['deals[value][like]=1', 'unknown_operator', 'deals[value][like]'],
      ['deals[page]=2', 'unknown_parameter', 'deals[page]'],
      ['deals[organization]=acme', 'unknown_parameter', 'deals[organization]'],
      ['deals=5', 'malformed_parameter', 'deals'],
      ['vendors[name]=a', 'unknown_parameter', 'vendors'],
      ['range=this_fortnight', 'unknown_value', 'range'],
      ['range=today&from=2026-01-01', 'malformed_parameter', 'range'],
      ['from=2026-02-01&to=2026-01-01', 'malformed_parameter', 'to'],
      /* What is hidden from the caller is as unknown as what there is not. */
      ['employees[salary][gte]=1', 'unknown_parameter', 'employees[salary]'],
    ]) {
      const refused = await client
        .get(`/api/analytics/employee_performance/?${query}`)
        .bearerToken(reader.token)
      refused.assertStatus(400)
      assert.containSubset(refused.body(), { code, parameter })
      if (query === 'status=open') assert.include(refused.body().detail, '[status]')
    }
    for (const query of ['period=day&from=2020-01-01', 'count=3&range=this_year']) {
      const refused = await client
        .get(`/api/analytics/revenue_by_period/?${query}`)
        .bearerToken(acme.owner.token)
      refused.assertStatus(400)
    }
  })
})
