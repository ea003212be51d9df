import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeLabel } from '#tests/support/associations'
import { makeCustomers } from '#tests/support/customers'
import { makeDeal, makeDeals } from '#tests/support/deals'
import { holdRecords, waitingForLocks } from '#tests/support/open_transaction'
import { makeCompany } from '#tests/support/personas'
import { startSecondProcess } from '#tests/support/second_process'
import { eventually } from '#tests/support/slow_client'

const LABEL = { from: 'deals', to: 'customers', key: 'only', title: 'Only' }

test.group('Associations | race', () => {
  test('of several who want the only place at once, from either side, one has it', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { get, put } = api(client, acme.owner)
    await makeLabel(client, acme, { ...LABEL, limit_to: 1 })
    for (let round = 0; round < 5; round += 1) {
      const deal = await makeDeal(acme)
      const customers = await makeCustomers(acme, 4)
      const answers = await Promise.all(
        customers.map((customer, index) =>
          put(
            index % 2 === 0
              ? `/api/deals/${deal}/associations/customers/${customer}/`
              : `/api/customers/${customer}/associations/deals/${deal}/`,
            { labels: ['only'] }
          )
        )
      )
      assert.deepEqual(answers.map((answer) => answer.status()).toSorted(), [201, 409, 409, 409])
      const holders = await get(`/api/deals/${deal}/associations/customers/?label=only`)
      assert.equal(holders.body().count, 1)
    }
  })

  test('who takes a place while its former holder comes back: one of the two has it', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { get, put, post, delete: remove } = api(client, acme.owner)
    await makeLabel(client, acme, { ...LABEL, limit_to: 1 })
    for (let round = 0; round < 5; round += 1) {
      const deal = await makeDeal(acme)
      const [former = '', next = ''] = await makeCustomers(acme, 2)
      const pathOf = (id: string) => `/api/deals/${deal}/associations/customers/${id}/`
      await put(pathOf(former), { labels: ['only'] })
      await remove(`/api/customers/${former}/`)
      const answers = await Promise.all([
        put(pathOf(next), { labels: ['only'] }),
        post(`/api/customers/${former}/restore/`),
      ])
      assert.lengthOf(
        answers.filter((answer) => answer.status() === 409),
        1
      )
      const holders = await get(`/api/deals/${deal}/associations/customers/?label=only`)
      assert.equal(holders.body().count, 1)
    }
  })

  test('one pair written from both sides at once is one association', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { get, put } = api(client, acme.owner)
    const [deal] = await makeDeals(acme, 1)
    const [customer] = await makeCustomers(acme, 1)
    const answers = await Promise.all([
      put(`/api/deals/${deal}/associations/customers/${customer}/`, { is_primary: true }),
      put(`/api/customers/${customer}/associations/deals/${deal}/`, { is_primary: true }),
      put(`/api/deals/${deal}/associations/customers/${customer}/`, {}),
    ])
    assert.equal(answers.filter((answer) => answer.status() === 201).length, 1)
    assert.equal(answers.filter((answer) => answer.status() === 200).length, 2)
    for (const path of [
      `/api/deals/${deal}/associations/customers/`,
      `/api/customers/${customer}/associations/deals/`,
    ]) {
      const [found, ...others] = (await get(path)).body().results
      assert.isEmpty(others)
      assert.isTrue(found.association.is_primary)
    }
  })

  test('a label that is deleted while it is given is on no record afterwards', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { get, put, delete: remove } = api(client, acme.owner)
    for (let round = 0; round < 5; round += 1) {
      const key = `label_${round}`
      const id = await makeLabel(client, acme, { ...LABEL, key })
      const deal = await makeDeal(acme)
      const [customer] = await makeCustomers(acme, 1)
      const path = `/api/deals/${deal}/associations/customers/${customer}/`
      const [given, deleted] = await Promise.all([
        put(path, { labels: [key] }),
        remove(`/api/association-labels/${id}/`),
      ])
      assert.deepInclude(
        [
          [201, 409],
          [422, 204],
        ],
        [given.status(), deleted.status()]
      )
      const shown = await get(path)
      assert.equal(shown.status(), given.status() === 201 ? 200 : 404)
    }
  })

  test('of two that associate many at once, neither waits for what the other has', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { post } = api(client, acme.owner)
    const deals = (await makeDeals(acme, 2)).toSorted()
    const customers = (await makeCustomers(acme, 4)).toSorted()
    const pair = (deal: number, customer: number) => ({
      from: { resource: 'deals', id: deals[deal] },
      to: { resource: 'customers', id: customers[customer] },
    })
    const other = await holdRecords(acme, 'customers', customers.slice(2))
    const answers = Promise.all([
      post('/api/associations/batch/', { associations: [pair(1, 0), pair(0, 2)] }),
      post('/api/associations/batch/', { associations: [pair(0, 1), pair(1, 3)] }),
    ])
    await eventually(async () => (await waitingForLocks()) === 2)
    await other.commit()
    for (const answer of await answers) {
      answer.assertStatus(200)
      assert.equal(answer.body().count, 2)
    }
  })

  test('a limit holds between processes, too', async ({ client, assert, cleanup }) => {
    const elsewhere = await startSecondProcess()
    cleanup(() => elsewhere.stop())
    const acme = await makeCompany()
    const { get, put } = api(client, acme.owner)
    await makeLabel(client, acme, { ...LABEL, limit_to: 2 })
    const putElsewhere = async (path: string) => {
      const { status } = await fetch(`${elsewhere.url}${path}`, {
        method: 'PUT',
        headers: {
          'authorization': `Bearer ${acme.owner.token}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ labels: ['only'] }),
      })
      return status
    }
    const putHere = async (path: string) => (await put(path, { labels: ['only'] })).status()
    for (let round = 0; round < 4; round += 1) {
      const deal = await makeDeal(acme)
      const customers = await makeCustomers(acme, 6)
      const statuses = await Promise.all(
        customers.map((customer, index) => {
          const path =
            index % 3 === 0
              ? `/api/customers/${customer}/associations/deals/${deal}/`
              : `/api/deals/${deal}/associations/customers/${customer}/`
          return index % 2 === 0 ? putElsewhere(path) : putHere(path)
        })
      )
      assert.deepEqual(statuses.toSorted(), [201, 201, 409, 409, 409, 409])
      const holders = await get(`/api/deals/${deal}/associations/customers/?label=only`)
      assert.equal(holders.body().count, 2)
    }
  })
})
