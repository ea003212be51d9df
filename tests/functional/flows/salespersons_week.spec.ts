import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { api } from '#tests/support/api'
import { deliveredToken, invite, newcomer } from '#tests/support/invitations'
import { Mailbox } from '#tests/support/mailbox'
import { notificationsOf, notifyAll } from '#tests/support/notifications'
import { type Persona, hire, hireWith, makeCompany } from '#tests/support/personas'

const in2Hours = () => DateTime.utc().plus({ hours: 2 }).toISO()

interface Item {
  readonly kind: string
  readonly summary: string
}

test.group('Flows | a week of a salesperson', (group) => {
  const mailbox = Mailbox.during(group)

  test('is in the timeline and the agenda, and nothing of it is a colleague’s without rights', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const owner = api(client, acme.owner)
    const colleague = await hire(acme)
    const narrow = await hireWith(acme, ['deals:read/own', 'tasks:read', 'notes:read'])

    /* Monday: Carla is invited, comes in and is given a lead. */
    const { email } = await invite(client, acme.owner, { roles: ['sales'] })
    const token = await deliveredToken(mailbox, email)
    const accepted = await client.post('/api/invitations/accept/').json(newcomer(token))
    accepted.assertStatus(200)
    const { employee } = accepted.body()
    const login = await client
      .post('/api/auth/login/')
      .json({ email, password: newcomer(token).password })
    const carla: Persona = { ...acme.owner, token: login.body().tokens.access, email }
    const { get, post } = api(client, carla)
    const made = async (path: string, body: Record<string, unknown>) => {
      const response = await post(path, body)
      response.assertStatus(201)
      return response.body()
    }
    const lead = await owner.post('/api/leads/', {
      name: 'Ada Byron',
      email: 'ada@engines.example.com',
      company: 'Analytical Engines',
      estimated_value: '12000',
    })
    const assigning = { assigned_to_id: employee.id }
    ;(await owner.patch(`/api/leads/${lead.body().id}/`, assigning)).assertStatus(200)
    await notifyAll(acme)
    const [assigned] = await notificationsOf(client, carla)
    assert.containsSubset(assigned, { kind: 'assigned', resource: 'leads', label: 'Ada Byron' })

    /* Tuesday: a call, what came of it, and what is to be done. */
    const about = { associations: [{ type: 'leads', id: lead.body().id }], owner_id: employee.id }
    const call = await made('/api/calls/', {
      subject: 'First call',
      direction: 'outbound',
      ...about,
    })
    ;(await post(`/api/calls/${call.id}/complete/`)).assertStatus(200)
    await made('/api/notes/', { body: 'They decide by Friday', ...about })
    await made('/api/notes/', { body: 'A hunch of mine', visibility: 'private', ...about })
    const task = await made('/api/tasks/', { subject: 'Send prices', due_at: in2Hours(), ...about })
    const meeting = await made('/api/meetings/', {
      subject: 'Demonstration',
      starts_at: DateTime.utc().plus({ days: 2 }).toISO(),
      ...about,
    })
    const agenda = (await get('/api/users/me/agenda/')).body()
    const planned = [...agenda.today.results, ...agenda.next_seven_days.results]
    assert.sameMembers(
      planned.map(({ subject }: { subject: string }) => subject),
      ['Send prices', 'Demonstration']
    )
    const next = (await get(`/api/leads/${lead.body().id}/`)).body()
    assert.equal(next.activity_state, 'planned')

    /* Wednesday and Thursday: both are done, and the lead becomes a deal. */
    ;(await post(`/api/tasks/${task.id}/complete/`)).assertStatus(200)
    ;(await post(`/api/meetings/${meeting.id}/complete/`)).assertStatus(200)
    const converted = await made(`/api/leads/${lead.body().id}/convert/`, {
      deal: { title: 'Forty engines' },
    })
    assert.containsSubset(converted.outcome, { customer: 'created', person: 'created' })
    const deal = `/api/deals/${converted.deal_id}`
    const people = await get(`${deal}/?include=people,customer`)
    assert.containsSubset(people.body().included, {
      people: { results: [{ name: 'Ada Byron' }] },
      customer: { name: 'Analytical Engines' },
    })

    /* Friday: it is won. */
    ;(await post(`${deal}/move_stage/`)).assertStatus(200)
    ;(await post(`${deal}/win/`)).assertStatus(200)

    const items: Item[] = (await get(`${deal}/timeline/?limit=100`)).body().results
    const has = (kind: string, summary?: string) =>
      items.some((item) => item.kind === kind && (summary ?? item.summary) === item.summary)
    for (const kind of ['stage', 'conversion', 'assignment']) assert.isTrue(has(kind), kind)
    for (const [kind, subject] of [
      ['call', 'First call'],
      ['task', 'Send prices'],
      ['meeting', 'Demonstration'],
      ['note', 'They decide by Friday'],
      ['note', 'A hunch of mine'],
    ] as const) {
      assert.isTrue(has(kind, subject), subject)
    }
    const after = (await get('/api/users/me/agenda/')).body()
    assert.deepEqual(
      [after.overdue.count, after.today.count, after.next_seven_days.count],
      [0, 0, 0]
    )

    /* Of which a colleague sees what their rights are for. */
    const asColleague = api(client, colleague)
    ;(await asColleague.get(`${deal}/timeline/`)).assertStatus(403)
    ;(await asColleague.get('/api/tasks/')).assertStatus(403)
    ;(await api(client, narrow).get(`${deal}/timeline/`)).assertStatus(404)
    const theirs = (await owner.get(`${deal}/timeline/?limit=100`)).body().results
    assert.deepEqual(
      items.filter(({ summary }) => !theirs.some((item: Item) => item.summary === summary)),
      items.filter(({ summary }) => summary === 'A hunch of mine')
    )
    await notifyAll(acme)
    for (const other of [colleague, narrow]) {
      assert.deepEqual(await notificationsOf(client, other), [])
      const empty = (await api(client, other).get('/api/users/me/agenda/')).body()
      assert.equal(empty.today.count + empty.overdue.count + empty.next_seven_days.count, 0)
    }
  })
})
