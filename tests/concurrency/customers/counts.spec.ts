import { test } from '@japa/runner'
import { makeCustomers } from '#tests/support/customers'
import { makeCompany } from '#tests/support/personas'

test.group('Customers | counts under concurrency', () => {
  test('stay exact while customers come, change, go and return at once', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { token } = acme.owner
    const ids = await makeCustomers(acme, 20)
    const path = (id: string, action = '') => `/api/customers/${id}/${action}`
    await Promise.all([
      ...Array.from({ length: 15 }, (_, number) =>
        client
          .post('/api/customers/')
          .bearerToken(token)
          .json({ name: `New ${number}`, status: number % 2 ? 'vip' : 'prospect' })
      ),
      ...ids.slice(0, 8).map((id) => client.delete(path(id)).bearerToken(token)),
      ...ids.slice(8, 16).map((id) => client.post(path(id, 'deactivate/')).bearerToken(token)),
      client
        .post('/api/customers/bulk_update/')
        .bearerToken(token)
        .json({ ids: ids.slice(10, 20), data: { customer_type: 'business' } }),
    ])
    await Promise.all(
      ids.slice(0, 4).map((id) => client.post(path(id, 'restore/')).bearerToken(token))
    )

    for (const filter of ['', 'status=vip&', 'status=inactive&', 'customer_type=business&']) {
      const kept = await client.get(`/api/customers/?${filter}page_size=100`).bearerToken(token)
      const scanned = await client
        .get(`/api/customers/?${filter}name[contains]=e`)
        .bearerToken(token)
      assert.equal(kept.body().count, kept.body().results.length, filter)
      assert.equal(kept.body().count, scanned.body().count, filter)
    }
    const stats = await client.get('/api/customers/stats/').bearerToken(token)
    assert.equal(stats.body().total, 31)
  })

  test('one of two who change the same version wins, and nothing is lost', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const [id = ''] = await makeCustomers(acme, 1)
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, number) =>
        client
          .patch(`/api/customers/${id}/`)
          .header('If-Match', '"1"')
          .bearerToken(acme.owner.token)
          .json({ city: `City ${number}` })
      )
    )
    const statuses = answers.map((answer) => answer.status()).toSorted()
    assert.deepEqual(statuses, [200, ...Array.from({ length: 9 }, () => 412)])
    const shown = await client.get(`/api/customers/${id}/`).bearerToken(acme.owner.token)
    assert.equal(shown.body().version, 2)
  })

  test('a member is linked to one customer, however many are made at once', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, number) =>
        client
          .post('/api/customers/')
          .bearerToken(acme.owner.token)
          .json({ name: `Twin ${number}`, user_id: acme.owner.userId })
      )
    )
    const made = answers.filter((answer) => answer.status() === 201)
    assert.lengthOf(made, 1)
    assert.isTrue(answers.every((answer) => [201, 409].includes(answer.status())))
  })
})
