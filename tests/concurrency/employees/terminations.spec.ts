import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeCustomers } from '#tests/support/customers'
import { makeEmployee } from '#tests/support/employees'
import { makeCompany } from '#tests/support/personas'

test.group('Employees | termination under concurrency', () => {
  test('nothing stays assigned to an employee who is terminated while records are assigned', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { get, patch, post } = api(client, acme.owner)
    for (let round = 0; round < 5; round += 1) {
      const [leaving, successor] = [await makeEmployee(acme), await makeEmployee(acme)]
      const customers = await makeCustomers(acme, 8)
      const answers = await Promise.all([
        ...customers
          .slice(0, 4)
          .map((id) => patch(`/api/customers/${id}/`, { assigned_to_id: leaving })),
        post(`/api/employees/${leaving}/terminate/`, { reassign_to: successor }),
        ...customers
          .slice(4)
          .map((id) => patch(`/api/customers/${id}/`, { assigned_to_id: leaving })),
      ])
      assert.isTrue(answers.every((answer) => [200, 422].includes(answer.status())))
      assert.equal((await get(`/api/customers/?assigned_to=${leaving}`)).body().count, 0)
      const given = await get(`/api/customers/?assigned_to=${successor}`)
      const accepted = answers.filter((answer) => answer.status() === 200).length - 1
      assert.equal(given.body().count, accepted)
    }
  })
})
