import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { picture } from '#tests/browser/pictures'
import { PHONE, sit } from '#tests/browser/people'
import { makeCustomers } from '#tests/support/customers'
import { defaultPipeline, makeDeals } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { type Company, hire, makeCompany } from '#tests/support/personas'
import { turnOnAll } from '#tests/support/plugins'
import { makeSuperuser } from '#tests/support/visitor'

const WINDOW = { width: 1280, height: 800 }
const PEOPLE = ['Ann Okafor', 'Bo Lindqvist', 'Carmen Vega', 'Dmitri Petrov', 'Elif Yilmaz']
const MORE = ['Fatima Haddad', 'George Novak', 'Hana Sato', 'Igor Park', 'Jun Castillo']
const THINGS = ['Rocket', 'Anvil', 'Magnet', 'Tunnel', 'Trampoline']
const WAYS = ['rollout', 'renewal', 'pilot', 'expansion']

const of = <T>(list: readonly T[], number: number): T => {
  const found = list[number % list.length]
  if (found === undefined) throw new Error('There is nothing in this list')
  return found
}

/** A company whose pages have something to show. @returns it, and the customer whose page is shown */
async function liveliness(client: ApiClient): Promise<readonly [Company, string]> {
  const acme = await makeCompany('Northwind Traders')
  await turnOnAll(acme)
  await hire(acme, { roles: ['sales'] })
  const sellers = [
    await makeEmployee(acme, { firstName: 'Eve', lastName: 'Moss' }),
    await makeEmployee(acme, { firstName: 'Sam', lastName: 'Reed' }),
  ]
  const names = [...PEOPLE, ...MORE]
  const customers = await makeCustomers(acme, 30, (number) => ({
    name: of(names, number),
    email: `${of(names, number).split(' ')[0]?.toLowerCase()}.${number}@example.com`,
    company_name: `${of(names, number * 3).split(' ')[1]} & Sons`,
    customer_type: of(['business', 'individual'], number),
    status: of(['active', 'active', 'prospect', 'vip', 'inactive'], number),
    assigned_to_id: of(sellers, number),
    phone: `+1 202 555 01${String(number).padStart(2, '0')}`,
    city: of(['Tucson', 'Lagos', 'Malmö', 'Osaka'], number),
    tags: ['key account', 'renewal'],
    notes: 'Asked for a quote of the new line.\nCall back on Monday.',
  }))
  const open = (await defaultPipeline(client, acme.owner)).stages.filter(
    ({ type }) => type === 'open'
  )
  await makeDeals(acme, 18, (number) => ({
    title: `${of(THINGS, number)} ${of(WAYS, number)}`,
    value: String(1750 * number),
    stage_id: of(open, number).id,
    customer_id: of(customers, number),
    assigned_to_id: of(sellers, number),
    priority: of(['low', 'medium', 'medium', 'high', 'urgent'], number),
    expected_close_date: DateTime.utc().plus({ weeks: number }).toISODate(),
  }))
  return [acme, of(customers, 7)]
}

test.group('Pictures', () => {
  test('of the admin pages', async ({ browser, client }) => {
    const [acme, customer] = await liveliness(client)
    const here = `/admin/organizations/${acme.slug}`
    const sue = await makeSuperuser()
    const seat = async (viewport: typeof WINDOW, colorScheme: 'light' | 'dark') =>
      (await sit(browser, { viewport, colorScheme }, sue)).page

    const light = await seat(WINDOW, 'light')
    for (const [name, path] of [
      ['admin-customers', `${here}/customers`],
      ['admin-board', `${here}/board`],
      ['admin-permissions', `${here}/permission-matrix`],
      ['admin-organization', here],
    ] as const) {
      await light.goto(path)
      await picture(light, name)
    }
    const dark = await seat(WINDOW, 'dark')
    await dark.goto(`${here}/customers/${customer}`)
    await picture(dark, 'admin-record-dark')
    await dark.goto('/admin')
    await picture(dark, 'admin-dashboard-dark')
    const phone = await seat(PHONE, 'light')
    await phone.goto(`${here}/customers`)
    await picture(phone, 'admin-phone')
  }).timeout(120_000)
})
