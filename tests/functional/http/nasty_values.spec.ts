import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { pageResources } from '#admin/page_resources'
import { resources } from '#core/resources/registry'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { makeDeal } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { makeLead } from '#tests/support/leads'
import { NASTY_VALUES } from '#tests/support/nasty_values'
import { type Company, makeCompany } from '#tests/support/personas'
import { turnOnAll } from '#tests/support/plugins'
import { unversionedRoutes } from '#tests/support/routes'
import { makeVendor } from '#tests/support/vendors'
import { enter } from '#tests/support/visitor'

/** Each question takes the next few of them, so that all are asked within a walk. */
const turns = { next: 0 }

function someValues(count: number): string[] {
  const values = NASTY_VALUES.filter((value) => value.isWellFormed())
  return Array.from({ length: count }, () => String(values[turns.next++ % values.length]))
}

/** What JSON can say and no column can keep. */
const RAW = [
  ...['1e400', '-1e400', '1e308', '9223372036854775808', '-0', '1.5e-300'],
  ...['"\\u0000"', '"\\ud800"', '[]', '{}', '[null]', '{"a":"\\u0000"}', 'true'],
]

/** The paths of lists, and of other answers that take filters. */
function listPaths(name: string): string[] {
  const patterns = [`/api/${name}/`, `/api/${name}/stats/`]
  const routes = unversionedRoutes()
  return patterns.filter((path) =>
    routes.some(
      ({ method, pattern }) =>
        method === 'GET' && pattern.replace(/\/?$/, '/').replace(':resource', name) === path
    )
  )
}

/** A body that is sent as it is: JSON knows numbers that JavaScript does not. */
function raw(client: ApiClient, company: Company, path: string, text: string) {
  return client
    .patch(path)
    .bearerToken(company.owner.token)
    .header('Content-Type', 'application/json')
    .json(text)
}

test.group('HTTP | nasty values', (group) => {
  let acme: Company

  group.setup(async () => {
    acme = await makeCompany()
  })

  test('a filter by any field of any list refuses them, with the parameter named', async ({
    client,
    assert,
  }) => {
    const { get } = api(client, acme.owner)
    let asked = 0
    for (const { name, fields } of resources.values()) {
      for (const path of listPaths(name)) {
        for (const [field, { operators }] of Object.entries(fields)) {
          const operator = operators[asked % operators.length]
          if (operator === undefined) continue
          const [value = ''] = someValues(1)
          const parameter = operator === 'eq' ? field : `${field}[${operator}]`
          const query = new URLSearchParams({ [parameter]: value })
          const response = await get(`${path}?${query.toString()}`)
          asked += 1
          const where = `${path}?${parameter}=${JSON.stringify(value)}: ${response.text()}`
          assert.isBelow(response.status(), 500, where)
          assert.notEqual(response.status(), 422, `The database had to refuse it: ${where}`)
        }
      }
    }
    assert.isAbove(asked, 150)
  }).timeout(120_000)

  test('the offset of sixteen hours of lists, exports and statistics is 400', async ({
    client,
    assert,
  }) => {
    const { get } = api(client, acme.owner)
    for (const path of [
      '/api/customers/',
      '/api/customers/export/',
      '/api/customers/stats/',
      '/api/leads/stats/',
      '/api/deals/stats/',
      '/api/audit-logs/',
      '/api/deals/kanban/',
    ]) {
      const response = await get(`${path}?created_at[gte]=2025-01-01T00:00:00%2B16:00`)
      assert.equal(response.status(), 400, path)
      response.assertBodyContains({ code: 'malformed_parameter', parameter: 'created_at[gte]' })
    }
  })

  test('the offset of sixteen hours of any list of the admin pages is 400', async ({ assert }) => {
    await turnOnAll(acme)
    const visitor = await enter()
    const home = `/admin/organizations/${acme.slug}`
    const dated = pageResources().filter(({ fields }) => fields.created_at?.operators.length)
    assert.isAbove(dated.length, 5)
    for (const { name } of dated) {
      const path = `${home}/${name}?created_at[gte]=2025-01-01T00:00:00%2B16:00`
      const { status } = await visitor.get(path)
      assert.equal(status, 400, path)
    }
  }).timeout(60_000)

  test('the days of reports and their other parameters refuse them', async ({ client, assert }) => {
    const { get } = api(client, acme.owner)
    const reports = unversionedRoutes().filter(
      ({ method, pattern }) => method === 'GET' && /analytics|reports|forecast/.test(pattern)
    )
    assert.isNotEmpty(reports)
    for (const { pattern } of reports) {
      for (const parameter of ['from', 'to', 'months', 'quarters', 'period', 'count']) {
        for (const value of someValues(3)) {
          const query = new URLSearchParams({ [parameter]: value })
          const response = await get(`${pattern}?${query.toString()}`)
          assert.include([200, 400], response.status(), `${pattern} ${parameter}=${value}`)
        }
      }
      for (const days of ['from=0001-01-01&to=9999-12-31', 'from=0001-01-01', 'to=9999-12-31']) {
        assert.include([200, 400], (await get(`${pattern}?${days}`)).status(), `${pattern} ${days}`)
      }
    }
  }).timeout(60_000)

  test('a body refuses them in any field: {$self}')
    .with(['customers', 'leads', 'deals', 'employees', 'vendors', 'organizations'] as const)
    .run(async ({ client, assert }, name) => {
      const made = {
        customers: makeCustomer,
        leads: makeLead,
        deals: makeDeal,
        employees: makeEmployee,
        vendors: makeVendor,
        organizations: () => Promise.resolve(acme.id),
      }
      const path = `/api/${name}/${await made[name](acme)}/`
      const { fields } = resources.get(name) ?? { fields: {} }
      for (const field of Object.keys(fields)) {
        const values = [
          ...someValues(1).map((value) => JSON.stringify(value)),
          String(RAW[turns.next % RAW.length]),
        ]
        for (const value of values) {
          const text = `{"${field}":${value}}`
          const response = await raw(client, acme, path, text)
          assert.isBelow(response.status(), 500, `PATCH ${path} ${text}: ${response.text()}`)
          const errors: { field: string }[] = response.body().errors ?? []
          assert.notDeepInclude(errors, { field: 'body', rule: 'value' }, text)
        }
      }
    })
    .timeout(60_000)
})
