import { test } from '@japa/runner'
import { definePlugin } from '#core/plugins/api'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { makeDeal } from '#tests/support/deals'
import { makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'

const heard: { action: string; changes: unknown }[] = []

const listening = definePlugin({
  id: 'listening',
  version: '1.0.0',
  hooks: {
    'deals:associate': {
      before({ changes, veto }) {
        const { after } = changes.association ?? {}
        if (Object(after).is_primary) veto('No primary customers here.')
      },
    },
    'customers:*': {
      after({ action, changes }) {
        heard.push({ action, changes })
      },
    },
  },
  policies: { 'customers:dissociate': () => 'Customers stay with their deals.' },
})

test.group('Associations | hooks', (group) => {
  bring(group, [listening])

  test('plugins of either end hear of it with the other one, veto it, and decide about it', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'listening')
    const [deal, customer] = [await makeDeal(acme), await makeCustomer(acme)]
    const { get, put, delete: remove } = api(client, acme.owner)
    const path = `/api/deals/${deal}/associations/customers/${customer}/`
    heard.length = 0

    const vetoed = await put(path, { is_primary: true })
    vetoed.assertStatus(422)
    vetoed.assertBodyContains({ code: 'vetoed', plugin: 'listening' })
    assert.equal((await get(`/api/deals/${deal}/associations/customers/`)).body().count, 0)
    await put(path, {})
    assert.deepEqual(heard, [
      {
        action: 'customers:associate',
        changes: {
          association: { before: null, after: { resource: 'deals', id: deal, labels: [] } },
        },
      },
    ])
    const ruled = await remove(path)
    ruled.assertStatus(403)
    assert.equal((await get(`/api/deals/${deal}/associations/customers/`)).body().count, 1)
  })
})
