import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { api } from '#tests/support/api'
import { restoreClock, setClock } from '#tests/support/clock'
import { makeCustomers } from '#tests/support/customers'
import { inDatabase, makeDeal, makeDeals } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'

test.group('Aggregates', (group) => {
  restoreClock(group)
  let acme: Company
  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('amounts are grouped by their currency, of the record or of the organization, with its decimals', async ({
    client,
    assert,
  }) => {
    const { post } = api(client, acme.owner)
    await makeDeal(acme, { value: '100.50', currency: 'EUR' })
    await makeDeal(acme, { value: '0.25', currency: 'EUR' })
    await makeDeal(acme, { value: '900', currency: 'JPY' })
    const measures = [{ sum: 'value' }, { avg: 'value', as: 'mean' }, { max: 'value' }]
    const deals = await post('/api/deals/aggregate/', { measures, ordering: '-sum_value' })
    assert.deepEqual(deals.body().groups, [
      { key: { currency: 'JPY' }, measures: { sum_value: '900', mean: '900', max_value: '900' } },
      {
        key: { currency: 'EUR' },
        measures: { sum_value: '100.75', mean: '50.38', max_value: '100.50' },
      },
    ])
    await makeCustomers(acme, 2, (number) => ({ credit_limit: `${number}.50`, rating: '4' }))
    const customers = await post('/api/customers/aggregate/', {
      measures: [{ sum: 'credit_limit' }, { avg: 'rating' }],
    })
    assert.deepEqual(customers.body().groups, [
      { key: { currency: 'USD' }, measures: { sum_credit_limit: '4.00', avg_rating: '4.00' } },
    ])
  })

  test('periods without records are answered where that is asked for, as far as the conditions reach', async ({
    client,
    assert,
  }) => {
    setClock(DateTime.fromISO('2026-06-15T12:00:00Z'))
    const { post } = api(client, acme.owner)
    const [first, third] = await makeDeals(acme, 2, () => ({ value: '5', currency: 'EUR' }))
    const at = (id: string | undefined, moment: string) =>
      inDatabase(acme, 'UPDATE deals SET created_at = $2 WHERE id = $1', [id, moment])
    await at(first, '2026-02-10T12:00:00Z')
    await at(third, '2026-04-10T12:00:00Z')
    const filled = async (where: object) => {
      const response = await post('/api/deals/aggregate/', {
        where,
        group_by: [{ field: 'created_at', by: 'month' }],
        measures: [{ count: true }, { sum: 'value' }, { min: 'value' }],
        fill: true,
      })
      response.assertStatus(200)
      const groups: { key: { created_at: string }; measures: object }[] = response.body().groups
      return groups.map(({ key, measures }) => [key.created_at, ...Object.values(measures)])
    }
    const [march, none] = [
      ['2026-03-01', 0, '0.00', null],
      [0, '0.00', null],
    ]
    const found = [['2026-02-01', 1, '5.00', '5.00'], march, ['2026-04-01', 1, '5.00', '5.00']]
    assert.deepEqual(await filled({}), found)
    const whole = [['2026-01-01', ...none], ...found, ['2026-05-01', ...none]]
    const from = { gte: { relative: 'start_of_year' } }
    assert.deepEqual(
      await filled({ created_at: { ...from, lt: { relative: 'start_of_month' } } }),
      whole
    )
    assert.deepEqual(await filled({ created_at: { gte: '2026-01-31', lte: '2026-05-01' } }), whole)
    assert.deepEqual(
      await filled({ created_at: { gt: '2025-12-31', lt: '2026-06-01T00:00:00Z' } }),
      whole
    )
    const refused = await post('/api/deals/aggregate/', { group_by: ['status'], fill: true })
    refused.assertStatus(400)
    refused.assertBodyContains({ parameter: 'fill' })
  })

  test('groups are chosen by what they come to, ordered, and cut off where it says so', async ({
    client,
    assert,
  }) => {
    const { post } = api(client, acme.owner)
    const sources = ['b', 'b', 'a', 'Ä', 'Ä', 'Ä', null]
    await makeDeals(acme, sources.length, (number) => ({ source: sources[number - 1] }))
    const ask = async (body: object) => {
      const response = await post('/api/deals/aggregate/', { group_by: ['source'], ...body })
      response.assertStatus(200)
      const { groups, truncated, as_of: asOf } = response.body()
      assert.match(asOf, /^\d{4}-\d{2}-\d{2}T.*Z$/)
      return [groups.map(({ key }: { key: { source: string } }) => key.source), truncated]
    }
    assert.deepEqual(await ask({}), [['a', 'Ä', 'b', null], false])
    assert.deepEqual(await ask({ ordering: ['-count'], limit: 2 }), [['Ä', 'b'], true])
    assert.deepEqual(await ask({ having: { count: { gt: 1, lt: 3 } } }), [['b'], false])
    assert.deepEqual(await ask({ search: 'nothing of this' }), [[], false])

    const all = await post('/api/deals/aggregate/', {})
    assert.deepEqual(all.body().groups, [{ key: {}, measures: { count: 7 } }])
    const kept = await post('/api/deals/aggregate/', {
      where: { priority: { in: ['medium', 'high'] } },
      group_by: ['status', 'stage'],
      measures: [{ count: true }],
    })
    assert.equal(kept.body().groups[0].measures.count, 7)
  })

  test('what a caller reads of their own alone is counted and added up alone', async ({
    client,
    assert,
  }) => {
    const seller = await hireWith(acme, ['deals:read/own'])
    const employee = await makeEmployee(acme, { userId: seller.userId })
    await makeDeal(acme, { value: '10', currency: 'EUR', assigned_to_id: employee })
    await makeDeal(acme, { value: '99', currency: 'EUR' })
    const ask = async (body: object) =>
      (await api(client, seller).post('/api/deals/aggregate/', { ...body })).body().groups
    assert.deepEqual(await ask({ measures: [{ sum: 'value' }] }), [
      { key: { currency: 'EUR' }, measures: { sum_value: '10.00' } },
    ])
    assert.deepEqual(await ask({}), [{ key: {}, measures: { count: 1 } }])
  })

  test('refusals name the place', async ({ client, assert }) => {
    const { post } = api(client, acme.owner)
    const refused: readonly [object, string, string][] = [
      [{ group_by: ['colour'] }, 'unknown_field', 'group_by[0]'],
      [{ group_by: ['tags'] }, 'unknown_field', 'group_by[0]'],
      [{ group_by: ['status', 'status'] }, 'malformed_parameter', 'group_by'],
      [{ group_by: [{ field: 'created_at', by: 'age' }] }, 'unknown_value', 'group_by[0].by'],
      [{ group_by: [{ field: 'status', by: 'day' }] }, 'malformed_parameter', 'group_by[0].by'],
      [{ measures: [{ total: 'value' }] }, 'unknown_value', 'measures[0]'],
      [{ measures: [{ sum: 'title' }] }, 'unknown_field', 'measures[0].sum'],
      [{ measures: [{ count: 'value' }] }, 'malformed_parameter', 'measures[0]'],
      [{ measures: [{ count: true }, { count: true }] }, 'malformed_parameter', 'measures'],
      [{ measures: [{ sum: 'value', as: 'A b' }] }, 'malformed_parameter', 'measures[0].as'],
      [{ measures: [] }, 'malformed_parameter', 'measures'],
      [{ having: { sum_value: { gt: 1 } } }, 'unknown_field', 'having.sum_value'],
      [{ having: { count: { near: 1 } } }, 'unknown_operator', 'having.count'],
      [{ having: { count: { gt: 'x' } } }, 'malformed_parameter', 'having.count'],
      [{ ordering: ['-value'] }, 'unknown_ordering', 'ordering'],
      [{ limit: 1001 }, 'malformed_parameter', 'limit'],
      [{ where: { valeu: 1 } }, 'unknown_field', 'where.valeu'],
    ]
    for (const [body, code, parameter] of refused) {
      const response = await post('/api/deals/aggregate/', { ...body })
      response.assertStatus(400)
      assert.containsSubset(response.body(), { code, parameter }, JSON.stringify(body))
    }
    const long = { group_by: [{ field: 'created_at', by: 'day' }], fill: true }
    const endless = await post('/api/deals/aggregate/', {
      ...long,
      where: { created_at: { gte: '0001-01-01', lt: '9999-01-01' } },
    })
    endless.assertStatus(422)
    endless.assertBodyContains({ code: 'query_too_expensive', parameter: 'where.created_at' })
    const closed = await post('/api/deals/aggregate/', { group: ['status'] })
    closed.assertStatus(422)
  })
})
