import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import Employee from '#plugins/employees/models/employee'
import { VISIBILITIES } from '#plugins/activities/kinds'
import { api } from '#tests/support/api'
import { makeDeal } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { type Company, type Member, hire, makeCompany } from '#tests/support/personas'
import { inCompany } from '#tests/support/records'

const SOON = '2099-06-01T09:00:00.000Z'

type Shown = Readonly<Record<string, unknown> & { id: string; subject: string }>

/** A member who is an employee, below a manager. */
async function hireBelow(acme: Company, managerId: string | null) {
  const member = await hire(acme, { roles: ['manager'] })
  const employeeId = await makeEmployee(acme, { userId: member.userId })
  await inCompany(acme, async () => {
    const employee = await Employee.findOrFail(employeeId)
    await employee.merge({ managerId }).save()
  })
  return { ...member, employeeId }
}

test.group('Activities | visibility', (group) => {
  let acme: Company
  let boss: Member & { employeeId: string }
  let anna: Member & { employeeId: string }
  let ben: Member & { employeeId: string }
  let stranger: Member

  group.each.setup(async () => {
    acme = await makeCompany()
    boss = await hireBelow(acme, null)
    anna = await hireBelow(acme, boss.employeeId)
    ben = await hireBelow(acme, boss.employeeId)
    stranger = await hireBelow(acme, null)
  })

  const everyone = () => ({ owner: acme.owner, boss, anna, ben, stranger })

  /** One of each visibility, made by Anna and so her own. */
  const makeOfEach = async (client: ApiClient, noun: string, more: object = {}) => {
    const ids: Record<string, string> = {}
    for (const visibility of VISIBILITIES) {
      const made = await api(client, anna).post(`/api/${noun}/`, {
        subject: `Secret ${visibility}`,
        body: 'Rocket',
        visibility,
        ...more,
      })
      made.assertStatus(201)
      ids[visibility] = made.body().id
    }
    return ids
  }

  test('private is for those who own it or take part, team for colleagues, all for everyone', async ({
    client,
    assert,
  }) => {
    const participants = [{ user_id: stranger.userId }]
    await makeOfEach(client, 'tasks')
    await makeOfEach(client, 'meetings', { participants })
    const seen = async (noun: string) => {
      const entries = Object.entries(everyone()).map(async ([name, persona]) => {
        const { results } = (await api(client, persona).get(`/api/${noun}/`)).body()
        return [name, results.map(({ subject }: Shown) => subject.slice(7)).toSorted()]
      })
      return Object.fromEntries(await Promise.all(entries))
    }
    const all = ['all', 'private', 'team']
    assert.deepEqual(await seen('tasks'), {
      owner: ['all'],
      boss: ['all', 'team'],
      anna: all,
      ben: ['all', 'team'],
      stranger: ['all'],
    })
    assert.deepEqual(await seen('meetings'), {
      owner: ['all'],
      boss: ['all', 'team'],
      anna: all,
      ben: ['all', 'team'],
      stranger: all,
    })
  })

  test('a list, its count, a search, an export, and single records agree', async ({
    client,
    assert,
  }) => {
    const ids = Object.values(await makeOfEach(client, 'notes'))
    for (const [name, persona] of Object.entries(everyone())) {
      const { get, patch, delete: remove } = api(client, persona)
      const listed = (await get('/api/notes/')).body()
      const single = await Promise.all(
        ids.map(async (id) => ((await get(`/api/notes/${id}/`)).status() === 200 ? id : []))
      )
      const readable = single.flat().toSorted()
      assert.deepEqual(listed.results.map(({ id }: Shown) => id).toSorted(), readable, name)
      assert.equal(listed.count, readable.length, name)
      assert.equal((await get('/api/notes/?search=rocket')).body().count, readable.length, name)
      const rows = (await get('/api/notes/export/')).text().trim().split('\n')
      assert.lengthOf(rows, readable.length + 1, name)
      for (const id of ids.filter((each) => !readable.includes(each))) {
        ;(await patch(`/api/notes/${id}/`, { subject: 'Mine' })).assertStatus(404)
        ;(await remove(`/api/notes/${id}/`)).assertStatus(404)
        ;(await get(`/api/notes/${id}/versions/`)).assertStatus(404)
      }
    }
  })

  test('what is private is nowhere else: associations, filters, attachments, events and the log', async ({
    client,
    assert,
  }) => {
    const deal = await makeDeal(acme)
    const associations = [{ type: 'deals', id: deal }]
    const ids = await makeOfEach(client, 'tasks', { associations, due_at: SOON })
    const { get, put, post } = api(client, acme.owner)
    const associated = (await get(`/api/deals/${deal}/associations/tasks/`)).body()
    assert.deepEqual(
      associated.results.map(({ id }: Shown) => id),
      [ids.all]
    )
    assert.equal(associated.count, 1)
    const filtered = await get(`/api/deals/?associated[tasks]=${ids.private}`)
    assert.equal(filtered.body().count, 0)
    ;(await put(`/api/deals/${deal}/associations/tasks/${ids.private}/`, {})).assertStatus(404)
    ;(await post(`/api/tasks/${ids.private}/complete/`)).assertStatus(404)
    ;(await get(`/api/tasks/${ids.private}/attachments/`)).assertStatus(404)

    const { results: events } = (await get('/api/events/?after=earliest&types=tasks.*')).body()
    assert.deepEqual(
      [...new Set(events.map(({ subject }: Shown) => subject))],
      [`tasks/${ids.all}`]
    )
    const log = (await get(`/api/audit-logs/?record_id=${ids.private}`)).body()
    assert.notInclude(JSON.stringify(log.results), 'Secret')
    assert.deepEqual(log.results.at(-1).changes, {})
    const own = (await api(client, acme.owner).get(`/api/audit-logs/?record_id=${ids.all}`)).body()
    assert.include(JSON.stringify(own.results), 'Secret all')
  })

  test('what a record says of what is planned is what all may see', async ({ client, assert }) => {
    const deal = await makeDeal(acme)
    const { get, patch } = api(client, anna)
    const associations = [{ type: 'deals', id: deal }]
    const ids = await makeOfEach(client, 'tasks', { associations, due_at: SOON })
    await patch(`/api/tasks/${ids.all}/`, { due_at: '2099-07-01T09:00:00.000Z' })
    const planned = (await get(`/api/deals/${deal}/`)).body()
    assert.equal(planned.next_activity_at, '2099-07-01T09:00:00.000Z')
    await patch(`/api/tasks/${ids.private}/`, { visibility: 'all' })
    assert.equal((await get(`/api/deals/${deal}/`)).body().next_activity_at, SOON)
  })

  test('a message is private unless it says otherwise', async ({ client, assert }) => {
    const made = await api(client, anna).post('/api/messages/', { subject: 'Hello' })
    assert.containsSubset(made.body(), { visibility: 'private', status: 'completed' })
    ;(await api(client, boss).get(`/api/messages/${made.body().id}/`)).assertStatus(404)
  })

  test('only those who may be read take part, or are associated', async ({ client, assert }) => {
    const other = await makeCompany('Globex')
    const deal = await makeDeal(other)
    const { post } = api(client, anna)
    const refused = await post('/api/tasks/', {
      subject: 'X',
      participants: [{ user_id: other.owner.userId }],
      associations: [{ type: 'deals', id: deal }],
    })
    refused.assertStatus(422)
    assert.deepEqual(
      refused.body().errors.map(({ field }: { field: string }) => field),
      ['participants.0.user_id', 'associations.0.id']
    )
    const unknown = await post('/api/tasks/', {
      subject: 'X',
      associations: [{ type: 'rockets', id: deal }],
    })
    unknown.assertStatus(422)
    const both = { user_id: anna.userId, address: 'anna@example.com' }
    ;(await post('/api/tasks/', { subject: 'X', participants: [both] })).assertStatus(422)
    assert.equal((await api(client, anna).get('/api/tasks/')).body().count, 0)
  })
})
