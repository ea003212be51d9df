import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { DateTime } from 'luxon'
import { dayOf } from '#core/calendar/day'
import { api } from '#tests/support/api'
import { restoreClock, setClock } from '#tests/support/clock'
import { makeCustomer } from '#tests/support/customers'
import { makeDeal } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { makeLead } from '#tests/support/leads'
import { type Company, makeCompany } from '#tests/support/personas'

/** The farthest east, a quarter of an hour, half an hour, and a change of half an hour. */
const ZONES = [
  'Pacific/Kiritimati',
  'Asia/Kathmandu',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'America/Havana',
]

/** Days around which clocks change somewhere. */
const CHANGES = ['2026-03-08', '2026-04-05', '2026-10-04', '2026-11-01', '2026-12-31']

/** Moments within two days of a change, most of them near the beginning of a day. */
const momentsIn = (zone: string) =>
  fc
    .record({
      day: fc.constantFrom(...CHANGES),
      days: fc.integer({ min: -1, max: 2 }),
      minutes: fc.oneof(fc.integer({ min: -90, max: 90 }), fc.integer({ min: 0, max: 1439 })),
    })
    .map(({ day, days, minutes }) => DateTime.fromISO(day, { zone }).plus({ days, minutes }))

async function companyIn(client: ApiClient, zone: string): Promise<Company> {
  const acme = await makeCompany()
  const change = { time_zone: zone }
  const response = await api(client, acme.owner).patch(`/api/organizations/${acme.id}/`, change)
  response.assertStatus(200)
  return acme
}

const dayBefore = (day: string) => shifted(day, -1)
const dayAfter = (day: string) => shifted(day, 1)

function shifted(day: string, days: number): string {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toISODate() ?? day
}

test.group('The calendar | today', (group) => {
  restoreClock(group)

  test('what is written today is found under today: {$self}')
    .with(ZONES)
    .run(async ({ client, assert }, zone) => {
      const acme = await companyIn(client, zone)
      const { get, post } = api(client, acme.owner)
      const count = async (path: string) => {
        const response = await get(path)
        response.assertStatus(200)
        return response.body().count
      }

      await fc.assert(
        fc.asyncProperty(momentsIn(zone), async (moment) => {
          setClock(moment)
          const today = dayOf(moment, zone)
          const customer = await makeCustomer(acme)
          const deal = await makeDeal(acme, { value: '10.00' })
          const lost = await makeDeal(acme)
          const employee = await makeEmployee(acme)

          ;(await post(`/api/deals/${deal}/win/`)).assertStatus(200)
          ;(await post(`/api/employees/${employee}/terminate/`)).assertStatus(200)
          const won = await get(`/api/deals/${deal}/`)
          assert.equal(won.body().actual_close_date, today)
          const reason = { lost_reason: 'Price' }
          ;(await post(`/api/deals/${lost}/lose/`, reason)).assertStatus(200)
          assert.equal((await get(`/api/deals/${lost}/`)).body().actual_close_date, today)
          const left = await get(`/api/employees/${employee}/`)
          assert.equal(left.body().termination_date, today)

          for (const [operator, operand, found] of [
            ['', today, 1],
            ['', dayBefore(today), 0],
            ['', dayAfter(today), 0],
            ['[gte]', today, 1],
            ['[gte]', dayAfter(today), 0],
            ['[gt]', today, 0],
            ['[gt]', dayBefore(today), 1],
            ['[lte]', today, 1],
            ['[lte]', dayBefore(today), 0],
            ['[lt]', today, 0],
            ['[lt]', dayAfter(today), 1],
            ['[ne]', today, 0],
            ['[ne]', dayAfter(today), 1],
          ] as const) {
            const path = `/api/customers/?id=${customer}&created_at${operator}=${operand}`
            assert.equal(await count(path), found, `${path} at ${moment.toUTC().toISO()}`)
          }

          const report = await get('/api/analytics/revenue_by_period/?period=day&count=1')
          assert.equal(report.body()[0].start_date, today)
          assert.isAbove(report.body()[0].deal_count, 0)
          const funnel = await get(`/api/analytics/sales_funnel/?from=${today}&to=${today}`)
          assert.isAbove(funnel.body().stages.at(-1).count, 0)
        }),
        { numRuns: 12 }
      )
    })
    .timeout(60_000)

  test('this month is the organization’s: a record of its first hour counts', async ({
    client,
    assert,
  }) => {
    const acme = await companyIn(client, 'Pacific/Kiritimati')
    for (const time of ['2026-11-30T23:30', '2026-12-01T00:30']) {
      setClock(DateTime.fromISO(time, { zone: 'Pacific/Kiritimati' }))
      await makeCustomer(acme)
      await makeLead(acme)
    }
    const { get } = api(client, acme.owner)

    assert.equal((await get('/api/customers/stats/')).body().new_this_month, 1)
    assert.equal((await get('/api/leads/stats/')).body().new_this_month, 1)
  })

  test('a time without an offset is what clocks show in the organization', async ({
    client,
    assert,
  }) => {
    const acme = await companyIn(client, 'Asia/Kathmandu')
    setClock(DateTime.fromISO('2026-11-28T00:10:00Z'))
    await makeCustomer(acme)
    const { get } = api(client, acme.owner)
    const count = async (query: string) => (await get(`/api/customers/?${query}`)).body().count

    assert.equal(await count('created_at=2026-11-28T05:55:00'), 1)
    assert.equal(await count('created_at=2026-11-28T00:10:00Z'), 1)
    assert.equal(await count('created_at=2026-11-28T05:55:00%2B05:45'), 1)
    assert.equal(await count('created_at=2026-11-28T00:10:00'), 0)
  })
})
