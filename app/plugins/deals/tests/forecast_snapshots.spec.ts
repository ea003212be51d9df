import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { act, defaultPipeline, inDatabase, makeDeal, makePipeline } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { runJob } from '#tests/support/jobs'
import { type Member, hireWith, makeCompany } from '#tests/support/personas'
import { makeCustomer } from '#tests/support/customers'

test.group('Deals | snapshots of the forecast', () => {
  test('answer what was forecast on a day, whatever has become of the deals', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const now = DateTime.utc()
    const day = now.toISODate()
    const seller = await hireWith(acme, ['deals:read/own', 'reports:read'])
    const reader = await hireWith(acme, ['deals:read', 'reports:read/own'])
    const owner = await makeEmployee(acme, { userId: seller.userId })
    const other = await makePipeline(client, acme.owner)
    const customer = await makeCustomer(acme)
    const soon = await makeDeal(acme, {
      value: '100',
      probability: '80',
      expected_close_date: day,
      assigned_to_id: owner,
    })
    const late = { expected_close_date: now.minus({ days: 1 }).toISODate() }
    await makeDeal(acme, { value: '70', probability: '60', currency: 'EUR', ...late })
    await makeDeal(acme, { value: '9', pipeline_id: other.id, customer_id: customer })
    const next = now.startOf('month').plus({ months: 1 }).toISODate()
    await makeDeal(acme, { value: '40', probability: '20', expected_close_date: next })

    const ask = async (query: string, { token }: Pick<Member, 'token'> = acme.owner) => {
      const response = await client.get(`/api/analytics/forecast/?${query}`).bearerToken(token)
      return { status: response.status(), body: response.body() }
    }
    const { body: present } = await ask('')
    assert.isNull(present.as_of)
    assert.deepEqual(present.forecasts[0].by_category, [
      { category: 'commit', currency: 'USD', count: 1, value: '100.00', expected_revenue: '80.00' },
    ])
    const absent = await ask(`as_of=${day}`)
    assert.equal(absent.status, 404)
    assert.containSubset(absent.body, { code: 'no_snapshot', last_before: null })

    await runJob('deals:forecast', acme)
    await act(client, acme.owner, soon, 'win')
    await makeDeal(acme, { value: '5000' })
    await runJob('deals:forecast', acme)

    const { body: then } = await ask(`as_of=${day}`)
    assert.deepEqual(then, { ...present, as_of: day })
    assert.notDeepEqual((await ask('')).body, present)
    const own = await client
      .get(`/api/deals/forecast/?as_of=${day}&quarters=1`)
      .bearerToken(seller.token)
    assert.containSubset(own.body(), {
      forecasts: [{ total_value: '100.00' }],
      overdue: { deal_count: 0 },
      undated: { deal_count: 0 },
    })
    /* What opens the report narrows it, too. */
    assert.equal((await ask(`as_of=${day}`, reader)).body.forecasts[0].deal_count, 0)
    const { id: pipeline } = await defaultPipeline(client, acme.owner)
    const inPipeline = await ask(`as_of=${day}&deals[pipeline]=${pipeline}&deals[currency]=EUR`)
    assert.containSubset(inPipeline.body, {
      overdue: { deal_count: 1 },
      undated: { deal_count: 0 },
    })
    const mine = await ask(`as_of=${day}&deals[assigned_to][in]=${owner}`)
    assert.containSubset(mine.body, { total_expected: '80.00', overdue: { deal_count: 0 } })

    for (const query of ['deals[value]=1', 'deals[search]=a', 'range=this_year', 'as_of=now']) {
      const refused = await ask(`as_of=${day}&${query}`)
      assert.equal(refused.status, 400, query)
      assert.equal(refused.body.parameter, 'as_of')
    }
    const elsewhere = await makeCompany('Globex')
    assert.equal((await ask(`as_of=${day}`, elsewhere.owner)).status, 404)

    /* Days of two years ago are kept, and nothing older. */
    await inDatabase(
      acme,
      `INSERT INTO forecast_snapshots (organization_id, day)
       SELECT app_organization(), organization_today() - ago FROM unnest(ARRAY[730, 800]) ago`
    )
    await runJob('deals:forecast', acme)
    const kept = await inDatabase(acme, 'SELECT day FROM forecast_snapshots')
    assert.lengthOf(kept, 2)
  })
})
