import { test } from '@japa/runner'
import { makeCustomer } from '#tests/support/customers'
import { type Company, hire, makeCompany } from '#tests/support/personas'

test.group('Customers | destroy and restore', (group) => {
  let acme: Company
  let id: string

  group.each.setup(async () => {
    acme = await makeCompany()
    id = await makeCustomer(acme, { name: 'Ann Lee', status: 'vip', industry: 'Retail' })
  })

  test('asks anonymous callers to log in', async ({ client }) => {
    for (const request of [
      client.delete(`/api/customers/${id}/`),
      client.post(`/api/customers/${id}/restore/`),
    ]) {
      const response = await request
      response.assertStatus(401)
    }
  })

  test('does not exist for another organization', async ({ client }) => {
    const globex = await makeCompany('Globex')
    const response = await client.delete(`/api/customers/${id}/`).bearerToken(globex.owner.token)
    response.assertStatus(404)
    const shown = await client.get(`/api/customers/${id}/`).bearerToken(acme.owner.token)
    shown.assertStatus(200)
  })

  test('refuses support, who may not delete', async ({ client }) => {
    const support = await hire(acme, { roles: ['support'] })
    const response = await client.delete(`/api/customers/${id}/`).bearerToken(support.token)
    response.assertStatus(403)
    response.assertBodyContains({ permission: 'customers:delete' })
  })

  test('hides the record from every surface, and brings it back', async ({ client, assert }) => {
    const seen = async () => {
      const { token } = acme.owner
      const [show, list, search, stats, csv] = await Promise.all([
        client.get(`/api/customers/${id}/`).bearerToken(token),
        client.get('/api/customers/?status=vip').bearerToken(token),
        client.get('/api/customers/?search=ann').bearerToken(token),
        client.get('/api/customers/stats/').bearerToken(token),
        client.get('/api/customers/export_csv/').bearerToken(token),
      ])
      return [
        show.status(),
        list.body().count,
        search.body().count,
        stats.body().total,
        stats.body().by_status.vip,
        stats.body().by_industry.Retail ?? 0,
        csv.text().includes('Ann Lee'),
      ]
    }
    assert.deepEqual(await seen(), [200, 1, 1, 1, 1, 1, true])

    const deleted = await client.delete(`/api/customers/${id}/`).bearerToken(acme.owner.token)
    deleted.assertStatus(204)
    assert.deepEqual(await seen(), [404, 0, 0, 0, 0, 0, false])
    for (const request of [
      client.patch(`/api/customers/${id}/`).json({ city: 'Rome' }),
      client.delete(`/api/customers/${id}/`),
      client.post(`/api/customers/${id}/activate/`),
    ]) {
      const response = await request.bearerToken(acme.owner.token)
      response.assertStatus(404)
    }

    const restored = await client
      .post(`/api/customers/${id}/restore/`)
      .bearerToken(acme.owner.token)
    restored.assertStatus(200)
    assert.equal(restored.body().id, id)
    assert.deepEqual(await seen(), [200, 1, 1, 1, 1, 1, true])

    const twice = await client.post(`/api/customers/${id}/restore/`).bearerToken(acme.owner.token)
    twice.assertStatus(404)
  })

  test('frees unique values, and does not restore over who has them now', async ({ client }) => {
    const member = await hire(acme)
    const first = await makeCustomer(acme, { name: 'First', user_id: member.userId })
    await client.delete(`/api/customers/${first}/`).bearerToken(acme.owner.token)
    await makeCustomer(acme, { name: 'Second', user_id: member.userId })

    const response = await client
      .post(`/api/customers/${first}/restore/`)
      .bearerToken(acme.owner.token)
    response.assertStatus(409)
    response.assertBodyContains({ code: 'already_exists', field: 'user_id' })
  })
})

test.group('Customers | activation', () => {
  test('takes a customer out of use and back, as often as it is asked', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const id = await makeCustomer(acme, { name: 'Ann Lee' })
    for (const [action, status] of [
      ['deactivate', 'inactive'],
      ['deactivate', 'inactive'],
      ['activate', 'active'],
      ['activate', 'active'],
    ]) {
      const response = await client
        .post(`/api/customers/${id}/${action}/`)
        .bearerToken(acme.owner.token)
      response.assertStatus(200)
      assert.equal(response.body().message, `Customer ${action}d successfully.`)
      assert.equal(response.body().customer.status, status)
    }
  })

  test('is refused to anonymous callers, strangers and viewers', async ({ client, assert }) => {
    const [acme, globex] = await Promise.all([makeCompany(), makeCompany('Globex')])
    const viewer = await hire(acme, { roles: ['viewer'] })
    const id = await makeCustomer(acme, { name: 'Ann Lee' })
    for (const action of ['activate', 'deactivate']) {
      const path = `/api/customers/${id}/${action}/`
      assert.equal((await client.post(path)).status(), 401)
      assert.equal((await client.post(path).bearerToken(globex.owner.token)).status(), 404)
      assert.equal((await client.post(path).bearerToken(viewer.token)).status(), 403)
    }
  })
})
