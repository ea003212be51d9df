import { test } from '@japa/runner'
import { makeCustomer } from '#tests/support/customers'
import { defaultPipeline, makeDeals } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { makeCompany } from '#tests/support/personas'
import { countStatements } from '#tests/support/statements'

test.group('Deals | statements', () => {
  test('every reading of deals is one statement, however many there are', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { stages } = await defaultPipeline(client, acme.owner)
    const customer = await makeCustomer(acme)
    const employee = await makeEmployee(acme)
    const ids = await makeDeals(acme, 40, (number) => ({
      customer_id: customer,
      assigned_to_id: employee,
      stage_id: stages[number % 4]?.id,
      value: '10',
    }))
    const id = ids[0] ?? ''

    for (const path of [
      'deals/',
      'deals/?status=open&priority=medium&ordering=-value',
      `deals/?stage=${stages[1]?.id}`,
      'deals/?search=deal',
      'deals/?cursor=',
      'deals/stats/',
      'deals/stats/?search=deal',
      'deals/kanban/',
      'deals/kanban/?closed=true&page_size=50',
      'deals/forecast/',
      'deals/stale/',
      `deals/${id}/`,
      `deals/${id}/history/`,
      'pipelines/',
      'pipeline-stages/',
      'customers/stats/',
    ]) {
      const statements = await countStatements(async () => {
        const response = await client.get(`/api/${path}`).bearerToken(acme.owner.token)
        response.assertStatus(200)
      })
      assert.equal(statements, 1, path)
    }
  })
})
