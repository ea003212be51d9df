import { test } from '@japa/runner'
import { makeCustomer } from '#tests/support/customers'
import { type Company, hire, hireWith, makeCompany } from '#tests/support/personas'

test.group('Customers | show', (group) => {
  let acme: Company
  let id: string

  group.each.setup(async () => {
    acme = await makeCompany()
    id = await makeCustomer(acme, { name: 'Ann Lee' })
  })

  test('asks anonymous callers to log in', async ({ client }) => {
    const response = await client.get(`/api/customers/${id}/`)
    response.assertStatus(401)
  })

  test('refuses a member who has no role', async ({ client }) => {
    const member = await hire(acme)
    const response = await client.get(`/api/customers/${id}/`).bearerToken(member.token)
    response.assertStatus(403)
  })

  test('answers foreign, absent and malformed ids alike', async ({ client, assert }) => {
    const globex = await makeCompany('Globex')
    const ids = [id, '00000000-0000-7000-8000-000000000000']
    const bodies = []
    for (const one of ids) {
      const response = await client.get(`/api/customers/${one}/`).bearerToken(globex.owner.token)
      response.assertStatus(404)
      const { code, title, detail } = response.body()
      bodies.push({ code, title, detail })
    }
    assert.deepEqual(bodies[0], bodies[1])
    for (const malformed of ['1', 'abc', 'null', '%27', `${id}x`, '..%2f..', '%00']) {
      const response = await client
        .get(`/api/customers/${malformed}`)
        .bearerToken(globex.owner.token)
      response.assertStatus(404)
    }
  })

  test('hides other users’ from callers who were granted their own only', async ({ client }) => {
    const seller = await hireWith(acme, ['customers:read/own'])
    const response = await client.get(`/api/customers/${id}/`).bearerToken(seller.token)
    response.assertStatus(404)
  })

  test('says so when nothing has changed', async ({ client, assert }) => {
    const first = await client.get(`/api/customers/${id}/`).bearerToken(acme.owner.token)
    const tag = String(first.header('etag'))
    const again = await client
      .get(`/api/customers/${id}/`)
      .header('If-None-Match', tag)
      .bearerToken(acme.owner.token)
    again.assertStatus(304)
    assert.equal(again.text(), '')

    await client.patch(`/api/customers/${id}/`).bearerToken(acme.owner.token).json({ notes: 'new' })
    const changed = await client
      .get(`/api/customers/${id}/`)
      .header('If-None-Match', tag)
      .bearerToken(acme.owner.token)
    changed.assertStatus(200)
  })

  test('gives only the fields that are asked for, and knows no other parameter', async ({
    client,
    assert,
  }) => {
    const some = await client
      .get(`/api/customers/${id}/?fields=name,code`)
      .bearerToken(acme.owner.token)
    assert.deepEqual(some.body(), { name: 'Ann Lee', code: 'CUST001' })
    const filtered = await client
      .get(`/api/customers/${id}/?status=inactive`)
      .bearerToken(acme.owner.token)
    filtered.assertStatus(400)
    filtered.assertBodyContains({ code: 'unknown_parameter', parameter: 'status' })
  })

  test('answers a wrong method with those that the path has', async ({ client, assert }) => {
    const response = await client.post(`/api/customers/${id}/`).bearerToken(acme.owner.token)
    response.assertStatus(405)
    assert.equal(response.header('allow'), 'GET, HEAD, PUT, PATCH, DELETE')
    response.assertBodyContains({ code: 'method_not_allowed' })
  })

  test('answers an unknown path in the format of errors', async ({ client, assert }) => {
    const response = await client.get('/api/nothing/here').bearerToken(acme.owner.token)
    response.assertStatus(404)
    assert.equal(response.header('content-type'), 'application/problem+json')
    assert.equal(response.body().request_id, response.header('x-request-id'))
  })
})
