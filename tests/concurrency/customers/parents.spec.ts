import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { makeCompany } from '#tests/support/personas'

test.group('Customers | parents under concurrency', () => {
  test('a circle of six written at once is never closed', async ({ client, assert }) => {
    const acme = await makeCompany()
    const { get, patch } = api(client, acme.owner)
    const ring = await Promise.all(Array.from({ length: 6 }, () => makeCustomer(acme)))
    const answers = await Promise.all(
      ring.map((id, index) =>
        patch(`/api/customers/${id}/`, { parent_id: ring[(index + 1) % ring.length] })
      )
    )
    assert.deepEqual(
      answers.map((answer) => answer.status()).toSorted(),
      [200, 200, 200, 200, 200, 422]
    )
    const tops = await get('/api/customers/?parent_id[is_null]=true')
    assert.equal(tops.body().count, 1)
  })
})
