import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { api } from '#tests/support/api'
import { restoreClock, setClock } from '#tests/support/clock'
import { makeEmployee } from '#tests/support/employees'
import { type Company, type Member, hire, hireWith, makeCompany } from '#tests/support/personas'

const AGENDA = '/api/users/me/agenda/'

interface Part {
  readonly count: number
  readonly next: string | null
  readonly results: readonly { readonly subject: string }[]
}

const subjectsIn = ({ results }: Part) => results.map(({ subject }) => subject)

test.group('Agenda', (group) => {
  let acme: Company
  let ben: Member
  let employee: string

  restoreClock(group)
  group.each.setup(async () => {
    acme = await makeCompany()
    ben = await hire(acme, { roles: ['sales'] })
    employee = await makeEmployee(acme, { userId: ben.userId })
    setClock(DateTime.fromISO('2027-03-10T12:00:00Z'))
  })

  test('has what is planned on days before, today, and on the seven days after, by the clocks of its user', async ({
    client,
    assert,
  }) => {
    const { post } = api(client, acme.owner)
    const mine = { owner_id: employee }
    const due = (subject: string, at: string, more = mine) =>
      post('/api/tasks/', { subject, due_at: at, ...more })
    await due('Late', '2027-03-09T10:00:00Z')
    await due('This morning', '2027-03-09T16:00:00Z')
    await due('Tonight', '2027-03-10T14:59:00Z')
    await due('Tomorrow', '2027-03-10T15:00:00Z')
    await due('Last', '2027-03-17T14:59:00Z')
    await due('Beyond', '2027-03-17T15:00:00Z')
    await due('Of another', '2027-03-10T12:00:00Z', { owner_id: await makeEmployee(acme) })
    const done = await due('Done', '2027-03-10T12:00:00Z')
    await post(`/api/tasks/${done.body().id}/complete/`)
    await post('/api/meetings/', {
      subject: 'Lunch',
      starts_at: '2027-03-10T03:00:00Z',
      visibility: 'private',
      participants: [{ user_id: ben.userId }],
    })
    await api(client, ben).patch('/api/users/me/', { time_zone: 'Asia/Tokyo' })
    const agenda = (await api(client, ben).get(AGENDA)).body()
    assert.containsSubset(agenda, { time_zone: 'Asia/Tokyo', date: '2027-03-10' })
    assert.deepEqual(subjectsIn(agenda.overdue), ['Late'])
    assert.deepEqual(subjectsIn(agenda.today), ['This morning', 'Lunch', 'Tonight'])
    assert.deepEqual(subjectsIn(agenda.next_seven_days), ['Tomorrow', 'Last'])
    assert.containsSubset(agenda.today.results[1], { resource: 'meetings', is_overdue: true })
  })

  test('has so many entries at once, and says where the next are', async ({ client, assert }) => {
    const own = api(client, ben)
    for (let number = 1; number <= 26; number += 1) {
      const due = `2027-03-09T10:00:${String(number).padStart(2, '0')}Z`
      await own.post('/api/tasks/', { subject: `Task ${number}`, due_at: due })
    }
    const { overdue } = (await own.get(AGENDA)).body()
    assert.equal(overdue.count, 26)
    assert.lengthOf(overdue.results, 25)
    const { pathname, search } = new URL(overdue.next)
    const next = (await own.get(pathname + search)).body()
    assert.deepEqual(subjectsIn(next.overdue), ['Task 26'])
    assert.isNull(next.overdue.next)
    assert.notProperty(next, 'today')
    for (const query of ['part=none', 'page=2', 'status=planned']) {
      ;(await own.get(`${AGENDA}?${query}`)).assertStatus(400)
    }
  })

  test('has nothing of a kind that its user may not read', async ({ client, assert }) => {
    const cleo = await hireWith(acme, ['meetings:read'])
    const taking = { participants: [{ user_id: cleo.userId }] }
    const { post } = api(client, acme.owner)
    await post('/api/tasks/', { subject: 'Task', due_at: '2027-03-10T13:00:00Z', ...taking })
    await post('/api/meetings/', { subject: 'Lunch', starts_at: '2027-03-10T13:00:00Z', ...taking })
    assert.deepEqual(subjectsIn((await api(client, cleo).get(AGENDA)).body().today), ['Lunch'])
    const none = await hireWith(acme, [])
    assert.equal((await api(client, none).get(AGENDA)).body().today.count, 0)
  })

  test('is the same as what lists find that are assigned to "me"', async ({ client, assert }) => {
    await api(client, acme.owner).post('/api/tasks/', { subject: 'Task', owner_id: employee })
    await api(client, acme.owner).post('/api/tasks/', { subject: 'Other' })
    const { results } = (await api(client, ben).get('/api/tasks/?owner_id=me')).body()
    assert.deepEqual(subjectsIn({ count: 1, next: null, results }), ['Task'])
  })
})
