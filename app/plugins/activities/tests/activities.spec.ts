import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeDeal } from '#tests/support/deals'
import { makePerson } from '#tests/support/people'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'

const SOON = '2099-06-01T09:00:00.000Z'

test.group('Activities', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('a task is made with its records and participants, and read, found, changed and deleted', async ({
    client,
    assert,
  }) => {
    const { get, post, patch, delete: remove } = api(client, acme.owner)
    const deal = await makeDeal(acme)
    const person = await makePerson(acme, { name: 'Ada Byron' })
    const made = await post('/api/tasks/', {
      subject: 'Call the rocket engineer',
      body: '# Ask\n\n<script>alert(1)</script>',
      due_at: SOON,
      priority: 'high',
      participants: [
        { person_id: person },
        { address: 'eve@example.com', name: 'Eve', role: 'cc' },
      ],
      associations: [{ type: 'deals', id: deal }],
    })
    made.assertStatus(201)
    const path = `/api/tasks/${made.body().id}/`
    assert.containsSubset(made.body(), {
      subject: 'Call the rocket engineer',
      body: '# Ask\n\n<script>alert(1)</script>',
      status: 'planned',
      due_at: SOON,
      is_overdue: false,
      visibility: 'all',
      completed_at: null,
      participants: [
        { person_id: person, user_id: null, address: null, name: 'Ada Byron', role: 'attendee' },
        { person_id: null, address: 'eve@example.com', name: 'Eve', role: 'cc' },
      ],
      created_by: { id: acme.owner.userId },
      version: 1,
    })
    const associated = await get(`/api/deals/${deal}/associations/tasks/`)
    assert.equal(associated.body().results[0].id, made.body().id)
    for (const query of ['search=rocket', 'search=ask', 'status=planned&priority=high']) {
      assert.equal((await get(`/api/tasks/?${query}`)).body().count, 1, query)
    }
    assert.equal((await get('/api/tasks/?search=saturn')).body().count, 0)
    const again = await patch(path, { ...made.body(), subject: 'Write instead' })
    again.assertStatus(200)
    assert.containsSubset(again.body(), { subject: 'Write instead', version: 2 })
    ;(await remove(path)).assertStatus(204)
    ;(await get(path)).assertStatus(404)
    ;(await post(`${path}restore/`)).assertStatus(200)
    const log = await get(`/api/audit-logs/?record_id=${made.body().id}&ordering=created_at`)
    assert.deepEqual(
      log.body().results.map(({ action }: { action: string }) => action),
      ['tasks:create', 'tasks:associate', 'tasks:update', 'tasks:delete', 'tasks:restore']
    )
  })

  test('completing touches the deal, planning does not, and neither is a change of it', async ({
    client,
    assert,
  }) => {
    const { get, post } = api(client, acme.owner)
    const deal = await makeDeal(acme)
    const before = (await get(`/api/deals/${deal}/`)).body()
    const made = await post('/api/calls/', {
      subject: 'Call',
      starts_at: SOON,
      associations: [{ type: 'deals', id: deal }],
    })
    const planned = (await get(`/api/deals/${deal}/`)).body()
    assert.equal(planned.last_touch_at, before.last_touch_at)
    assert.containsSubset(planned, {
      next_activity_at: SOON,
      activity_state: 'planned',
      version: 1,
    })
    const done = await post(`/api/calls/${made.body().id}/complete/`)
    done.assertStatus(200)
    assert.containsSubset(done.body().call, { status: 'completed' })
    const touched = (await get(`/api/deals/${deal}/`)).body()
    assert.isAbove(Date.parse(touched.last_touch_at), Date.parse(before.last_touch_at))
    assert.containsSubset(touched, { next_activity_at: null, activity_state: 'none', version: 1 })
    const log = await get(`/api/audit-logs/?record_id=${deal}`)
    assert.deepEqual(
      log.body().results.map(({ action }: { action: string }) => action),
      ['deals:associate', 'deals:create']
    )
  })

  test('a permission is needed for each kind', async ({ client }) => {
    const reader = await hireWith(acme, ['tasks:read'])
    const { get, post } = api(client, reader)
    ;(await get('/api/tasks/')).assertStatus(200)
    ;(await get('/api/notes/')).assertStatus(403)
    ;(await post('/api/tasks/', { subject: 'X' })).assertStatus(403)
  })
})
