import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { nextOccurrence, readRecurrence } from '#plugins/activities/recurrence'
import { api } from '#tests/support/api'
import { makeDeal } from '#tests/support/deals'
import { makeCompany } from '#tests/support/personas'

const at = (text: string) => DateTime.fromISO(text, { zone: 'utc' })

/** The days on which a series goes on, each completed when it is due. */
function series(rule: string, from: string, zone = 'UTC', most = 5): string[] {
  const recurrence = readRecurrence(rule)
  if (!recurrence) throw new Error(`${rule} is no rule`)
  const days: string[] = []
  let last: DateTime = at(from)
  let occurrence = 1
  while (days.length < most) {
    const next = nextOccurrence(recurrence, { from: at(from), last, occurrence, zone }, last)
    if (!next) break
    days.push(next.at.setZone(zone).toFormat(`yyyy-MM-dd'T'HH:mm`))
    last = next.at
    occurrence = next.occurrence
  }
  return days
}

test.group('Recurrence', () => {
  test('goes on by days, weeks and months, at the same time of day', ({ assert }) => {
    assert.deepEqual(series('FREQ=DAILY;INTERVAL=3', '2027-01-01T09:00', 'UTC', 3), [
      '2027-01-04T09:00',
      '2027-01-07T09:00',
      '2027-01-10T09:00',
    ])
    assert.deepEqual(series('RRULE:FREQ=WEEKLY', '2027-03-20T08:00:00Z', 'Europe/Berlin', 2), [
      '2027-03-27T09:00',
      '2027-04-03T09:00',
    ])
    assert.deepEqual(series('FREQ=MONTHLY', '2027-01-31T09:00', 'UTC', 3), [
      '2027-02-28T09:00',
      '2027-03-31T09:00',
      '2027-04-30T09:00',
    ])
  })

  test('ends after its count, with its last day, and never begins more than a year ahead', ({
    assert,
  }) => {
    assert.lengthOf(series('FREQ=DAILY;COUNT=3', '2027-01-01T09:00'), 2)
    assert.deepEqual(series('FREQ=DAILY;UNTIL=20270102', '2027-01-01T09:00'), ['2027-01-02T09:00'])
    assert.deepEqual(series('FREQ=DAILY;UNTIL=20270102T080000Z', '2027-01-01T09:00'), [])
    assert.deepEqual(series('FREQ=MONTHLY;INTERVAL=13', '2027-01-01T09:00'), [])
  })

  test('leaves out what was missed, which counts', ({ assert }) => {
    const rule = readRecurrence('FREQ=DAILY;COUNT=10')
    const from = at('2027-01-01T09:00')
    const next =
      rule &&
      nextOccurrence(rule, { from, last: from, occurrence: 1, zone: 'UTC' }, at('2027-01-05T12:00'))
    assert.deepEqual(next && { at: next.at.toISO(), occurrence: next.occurrence }, {
      at: '2027-01-06T09:00:00.000Z',
      occurrence: 6,
    })
  })

  test('reads no other rules', ({ assert }) => {
    for (const rule of [
      '',
      'FREQ=YEARLY',
      'FREQ=DAILY;BYDAY=MO',
      'FREQ=DAILY;INTERVAL=0',
      'FREQ=DAILY;COUNT=2;UNTIL=20270101',
      'FREQ=DAILY;UNTIL=20271350',
    ]) {
      assert.isNull(readRecurrence(rule), rule)
    }
  })

  test('a completed task is followed by the next, with all that it had', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const deal = await makeDeal(acme)
    const { get, post } = api(client, acme.owner)
    const due = DateTime.utc().plus({ days: 2 }).startOf('hour')
    const made = await post('/api/tasks/', {
      subject: 'Report',
      body: 'Numbers',
      priority: 'high',
      due_at: due.toISO(),
      remind_at: due.minus({ hours: 1 }).toISO(),
      recurrence: 'FREQ=WEEKLY;COUNT=2',
      participants: [{ address: 'ada@example.com' }],
      associations: [{ type: 'deals', id: deal }],
    })
    const first = made.body()
    await post(`/api/tasks/${first.id}/complete/`)
    const [second] = (await get(`/api/tasks/?previous_id=${first.id}`)).body().results
    const following = (await get(`/api/tasks/${second.id}/`)).body()
    assert.containsSubset(following, {
      subject: 'Report',
      body: 'Numbers',
      priority: 'high',
      status: 'planned',
      due_at: due.plus({ weeks: 1 }).toISO(),
      remind_at: due.plus({ weeks: 1 }).minus({ hours: 1 }).toISO(),
      participants: first.participants,
    })
    assert.equal(
      (await get(`/api/deals/${deal}/`)).body().next_activity_at,
      due.plus({ weeks: 1 }).toISO()
    )
    await post(`/api/tasks/${second.id}/complete/`)
    assert.equal((await get(`/api/tasks/?previous_id=${second.id}`)).body().count, 0)
  })

  test('a rule needs a time, and is one that is known', async ({ client, assert }) => {
    const { owner } = await makeCompany()
    const { post } = api(client, owner)
    const timeless = await post('/api/tasks/', { subject: 'X', recurrence: 'FREQ=DAILY' })
    timeless.assertStatus(422)
    assert.equal(timeless.body().errors[0].field, 'recurrence')
    const due = { subject: 'X', due_at: '2099-01-01T00:00:00Z' }
    ;(await post('/api/tasks/', { ...due, recurrence: 'FREQ=HOURLY' })).assertStatus(422)
  })
})
