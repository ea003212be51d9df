import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeLabel } from '#tests/support/associations'
import { makeCustomer } from '#tests/support/customers'
import { makeDeal } from '#tests/support/deals'
import { holdRecords, waitingForLocks } from '#tests/support/open_transaction'
import { type Company, makeCompany } from '#tests/support/personas'
import { eventually } from '#tests/support/slow_client'

const day = (number: number) => `2099-06-${String(number).padStart(2, '0')}T09:00:00.000Z`

interface Ref {
  readonly type: string
  readonly id: string
}

async function makeTask(client: ApiClient, acme: Company, due: string, refs: readonly Ref[]) {
  const made = await api(client, acme.owner).post('/api/tasks/', {
    subject: 'Call',
    due_at: due,
    associations: refs,
  })
  made.assertStatus(201)
  return String(made.body().id)
}

test.group('Next activity | race', () => {
  test('of activities that are completed at once, the record says what is left', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { get, post } = api(client, acme.owner)
    for (let round = 0; round < 4; round += 1) {
      const refs = [
        { type: 'deals', id: await makeDeal(acme) },
        { type: 'customers', id: await makeCustomer(acme) },
      ]
      const tasks: string[] = []
      for (const number of [1, 2, 3, 4, 5]) {
        tasks.push(await makeTask(client, acme, day(number), refs))
      }
      const answers = await Promise.all(
        tasks.slice(0, 4).map((id) => post(`/api/tasks/${id}/complete/`))
      )
      assert.deepEqual(
        answers.map((answer) => answer.status()),
        [200, 200, 200, 200]
      )
      for (const { type, id } of refs) {
        assert.equal((await get(`/api/${type}/${id}/`)).body().next_activity_at, day(5), type)
      }
      await Promise.all([
        post(`/api/tasks/${tasks[4]}/complete/`),
        post(`/api/tasks/${tasks[0]}/reopen/`),
      ])
      for (const { type, id } of refs) {
        assert.equal((await get(`/api/${type}/${id}/`)).body().next_activity_at, day(1), type)
      }
    }
  })

  test('one that is associated while it is completed is not planned any more', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { get, post, put } = api(client, acme.owner)
    for (let round = 0; round < 6; round += 1) {
      const deal = await makeDeal(acme)
      const task = await makeTask(client, acme, day(1), [])
      const answers = await Promise.all([
        put(`/api/deals/${deal}/associations/tasks/${task}/`, {}),
        post(`/api/tasks/${task}/complete/`),
      ])
      assert.deepEqual(
        answers.map((answer) => answer.status()),
        [201, 200]
      )
      assert.isNull((await get(`/api/deals/${deal}/`)).body().next_activity_at)
    }
  })

  test('one whose association is changed while it is completed is changed and completed', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { get, post, put } = api(client, acme.owner)
    await makeLabel(client, acme, { from: 'deals', to: 'tasks', key: 'urgent' })
    const deal = await makeDeal(acme)
    const task = await makeTask(client, acme, day(1), [{ type: 'deals', id: deal }])
    const path = `/api/deals/${deal}/associations/tasks/${task}/`
    const other = await holdRecords(acme, 'deals', [deal])
    const answers = Promise.all([
      put(path, { labels: ['urgent'] }),
      post(`/api/tasks/${task}/complete/`),
    ])
    await eventually(async () => (await waitingForLocks()) === 2)
    await other.commit()
    assert.deepEqual(
      (await answers).map((answer) => answer.status()),
      [200, 200]
    )
    assert.isNull((await get(`/api/deals/${deal}/`)).body().next_activity_at)
    const { association } = (await get(path)).body()
    assert.containsSubset(association.labels, [{ key: 'urgent' }])
  })

  test('a task that recurs and is completed several times at once is followed by one', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { get, post } = api(client, acme.owner)
    const made = await post('/api/tasks/', {
      subject: 'Report',
      due_at: new Date(Date.now() + 3_600_000).toISOString(),
      recurrence: 'FREQ=DAILY',
    })
    const path = `/api/tasks/${made.body().id}`
    await Promise.all([1, 2, 3, 4].map(() => post(`${path}/complete/`)))
    await post(`${path}/reopen/`)
    await Promise.all([1, 2].map(() => post(`${path}/complete/`)))
    const following = (await get(`/api/tasks/?previous_id=${made.body().id}`)).body()
    assert.equal(following.count, 1)
    assert.equal((await get('/api/tasks/')).body().count, 2)
  })
})
