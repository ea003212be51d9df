import type { ApiResponse } from '@japa/api-client'
import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'

const messageOf = (response: ApiResponse, field: string): unknown =>
  response.body().errors?.find((entry: { field: string }) => entry.field === field)?.message

test.group('HTTP | refusals say what would be right', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('of values', async ({ client, assert }) => {
    const { post } = api(client, acme.owner)
    for (const [path, field, value, said] of [
      ['customers', 'status', 'churned', /one of: active, inactive, prospect, vip$/],
      ['customers', 'credit_limit', '1,000.50', /such as "1234\.5", with at most \d decimals/],
      ['customers', 'rating', '4,5', /nothing between its digits/],
      ['customers', 'assigned_to_id', '17', /the id of a record, a UUID/],
      ['customers', 'email', 'ann', /such as ann@example\.com/],
      ['customers', 'website', 'example.com', /begins with https?:/],
      ['customers', 'phone', 'none', /5 to 15 digits/],
      ['customers', 'tags', 'gold', /a list/],
      ['customers', 'name', 5, /text, in quotes/],
      ['customers', 'name', 'x'.repeat(256), /at most 255 characters/],
      ['leads', 'lead_score', '80', /a number, without quotes/],
      ['leads', 'qualification_status', 'converted', /POST convert/],
      ['deals', 'expected_close_date', '31.12.2026', /a date such as 2026-02-28/],
      ['deals', 'currency', 'ZZZ', /a currency such as EUR/],
      ['roles', 'permissions', ['deal:read'], /Did you mean "deals:read"\?$/],
    ] as const) {
      const names = { name: 'x', title: 'x', ...{ [field]: value } }
      const { name, title, ...rest } = names
      const response = await post(`/api/${path}/`, {
        ...(path === 'deals' ? { title } : { name }),
        ...rest,
      })
      response.assertStatus(422)
      assert.match(String(messageOf(response, field)), said)
    }
  })

  test('of entries, by their place', async ({ client, assert }) => {
    const response = await api(client, acme.owner).post('/api/customers/', { name: 'x', tags: [1] })
    assert.equal(messageOf(response, 'tags.0'), 'The tags.0 field must be text, in quotes')
  })

  test('of misspelt keys, and which ones there are', async ({ client, assert }) => {
    const { post } = api(client, acme.owner)
    const response = await post('/api/customers/', {
      ...{ name: 'x', emial: 'a@example.com', assigned_to: 'x', zip_code: '1' },
    })
    response.assertStatus(422)
    assert.match(String(messageOf(response, 'emial')), /Did you mean "email"\?/)
    assert.match(String(messageOf(response, 'assigned_to')), /Did you mean "assigned_to_id"\?/)
    assert.equal(messageOf(response, 'zip_code'), 'The zip_code field cannot be written')
    assert.includeMembers(response.body().accepted, ['email', 'postal_code', 'assigned_to_id'])
  })

  test('of misspelt keys inside others, which are refused as well', async ({ client, assert }) => {
    const { get, post } = api(client, acme.owner)
    const stages = [
      { name: 'New', type: 'open', probabilty: 10 },
      { name: 'Won', type: 'won' },
      { name: 'Lost', type: 'lost' },
    ]
    const response = await post('/api/pipelines/', { name: 'Second', stages })
    response.assertStatus(422)
    assert.match(String(messageOf(response, 'stages.0.probabilty')), /"probability"/)
    assert.equal((await get('/api/pipelines/')).body().count, 1)
  })

  test('of queries', async ({ client, assert }) => {
    const { get } = api(client, acme.owner)
    for (const [query, code, said] of [
      ['STATUS=vip', 'unknown_parameter', /Did you mean "status"\?/],
      ['assigned=x', 'unknown_parameter', /Did you mean "assigned_to_id"\?/],
      ['status[like]=a', 'unknown_operator', /It has eq, ne, in, nin/],
      ['status=active&status=vip', 'malformed_parameter', /status\[in\]=one,other/],
      ['status=VIP', 'unknown_value', /one of active, inactive, prospect, vip, and not "VIP"/],
      ['ordering=nmae', 'unknown_ordering', /Did you mean "name"\?/],
      ['fields=nmae', 'unknown_field', /Did you mean "name"\?/],
      ['page=0', 'malformed_parameter', /a whole number from 1/],
      ['rating[gte]=4,5', 'malformed_parameter', /a number such as 1234\.5/],
      ['created_at[gte]=01/02/2026', 'malformed_parameter', /such as 2026-02-28T09:30:00Z/],
      ['email[is_null]=1', 'malformed_parameter', /true or false/],
      ['assigned_to=7', 'malformed_parameter', /the id of a record, a UUID/],
    ] as const) {
      const response = await get(`/api/customers/?${query}`)
      response.assertStatus(400)
      assert.equal(response.body().code, code, query)
      assert.match(response.body().detail, said)
    }
  })

  test('values of a list may have spaces around them', async ({ client, assert }) => {
    await makeCustomer(acme, { name: 'Ann' })
    const response = await api(client, acme.owner).get('/api/customers/?status[in]=vip, active')
    assert.equal(response.body().count, 1)
  })

  test('and never name what is hidden from the caller', async ({ client, assert }) => {
    const clerk = await hireWith(acme, ['employees:read', 'employees:create'])
    const { get, post } = api(client, clerk)
    for (const response of [
      await post('/api/employees/', { full_name: 'Al Roe', salry: 1, comission_rate: 1 }),
      await get('/api/employees/?salry=1'),
      await get('/api/employees/?ordering=salry'),
      await get('/api/employees/?fields=salry'),
    ]) {
      assert.oneOf(response.status(), [400, 422])
      assert.notMatch(JSON.stringify(response.body()), /salary|commission_rate/)
    }
  })

  test('of callers and organizations', async ({ client, assert }) => {
    const list = () => client.get('/api/customers/')
    assert.match((await list()).body().detail, /Authorization: Bearer/)
    const other = await list().header('Authorization', 'Token abc')
    assert.match(other.body().detail, /must be "Bearer"/)
    const old = await list().bearerToken(`${acme.owner.token.slice(0, -4)}AAAA`)
    assert.match(old.body().detail, /Refresh it, or log in again/)
  })
})
