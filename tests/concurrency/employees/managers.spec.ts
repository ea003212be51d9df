import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeEmployee } from '#tests/support/employees'
import { makeCompany } from '#tests/support/personas'

test.group('Employees | managers under concurrency', () => {
  test('two halves of a circle at once: one is written, the other is refused', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { get, patch } = api(client, acme.owner)
    for (let round = 0; round < 8; round += 1) {
      const [one, other] = [await makeEmployee(acme), await makeEmployee(acme)]
      const answers = await Promise.all([
        patch(`/api/employees/${one}/`, { manager_id: other }),
        patch(`/api/employees/${other}/`, { manager_id: one }),
      ])
      assert.deepEqual(answers.map((answer) => answer.status()).toSorted(), [200, 422])
      const managers = await Promise.all(
        [one, other].map(async (id) => (await get(`/api/employees/${id}/`)).body().manager)
      )
      assert.lengthOf(
        managers.filter((manager) => manager !== null),
        1
      )
    }
  })

  test('a circle of six written at once is never closed', async ({ client, assert }) => {
    const acme = await makeCompany()
    const { get, patch } = api(client, acme.owner)
    const ring = await Promise.all(Array.from({ length: 6 }, () => makeEmployee(acme)))
    const answers = await Promise.all(
      ring.map((id, index) =>
        patch(`/api/employees/${id}/`, { manager_id: ring[(index + 1) % ring.length] })
      )
    )
    assert.deepEqual(
      answers.map((answer) => answer.status()).toSorted(),
      [200, 200, 200, 200, 200, 422]
    )
    const tops = await get('/api/employees/?manager[is_null]=true')
    assert.equal(tops.body().count, 1)
  })
})
