import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import ICAL from 'ical.js'
import { api } from '#tests/support/api'
import { makeEmployee } from '#tests/support/employees'
import { type Company, type Member, hire, makeCompany } from '#tests/support/personas'
import { throttled } from '#tests/support/throttling'
import Membership from '#plugins/identity/models/membership'
import Organization from '#plugins/identity/models/organization'
import User from '#plugins/identity/models/user'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

const FEEDS = '/api/calendar-feeds/'

test.group('Calendar feeds', (group) => {
  let acme: Company
  let ben: Member

  group.each.setup(async () => {
    acme = await makeCompany()
    ben = await hire(acme, { roles: ['sales'] })
    await makeEmployee(acme, { userId: ben.userId })
  })

  const makeFeed = async (client: ApiClient) => (await api(client, ben).post(FEEDS)).body()
  const read = (client: ApiClient, url: string) => {
    const { pathname, search } = new URL(url)
    return client.get(pathname + search)
  }
  const soon = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

  test('are iCalendar, whatever people have typed', async ({ client, assert }) => {
    await api(client, acme.owner).patch(`/api/organizations/${acme.id}/`, {
      time_zone: 'America/Buenos_Aires',
    })
    const { post } = api(client, ben)
    const subject = `Ünïcode, "quotes"; \\ and ${'long '.repeat(40)}`.trim()
    const body = 'One\r\nTwo\nBEGIN:VEVENT\nEND:VCALENDAR'
    const meeting = await post('/api/meetings/', {
      subject,
      body,
      location: 'Room 1, left; right',
      starts_at: soon(1),
      ended_at: soon(1.1),
    })
    const task = await post('/api/tasks/', {
      subject: 'Weekly',
      due_at: soon(2),
      recurrence: 'FREQ=WEEKLY;INTERVAL=2;COUNT=5',
    })
    await post('/api/tasks/', { subject: 'Secret', due_at: soon(1), owner_id: null })
    const { url } = await makeFeed(client)
    const response = await read(client, url)
    response.assertStatus(200)
    response.assertHeader('content-type', 'text/calendar; charset=utf-8')
    response.assertHeader('cache-control', 'private, max-age=300')
    for (const line of response.text().split('\r\n')) {
      assert.isAtMost(Buffer.byteLength(line), 75)
      assert.notMatch(line, /[\r\n]/)
    }
    const calendar = new ICAL.Component(ICAL.parse(response.text()))
    const events = calendar.getAllSubcomponents('vevent').map((each) => new ICAL.Event(each))
    const byId = new Map(events.map((event) => [event.uid, event]))
    assert.sameMembers([...byId.keys()], [meeting.body().id, task.body().id])
    const shown = byId.get(meeting.body().id)
    assert.equal(shown?.summary, subject)
    assert.equal(shown?.description, body.replace('\r\n', '\n'))
    assert.equal(shown?.location, 'Room 1, left; right')
    assert.equal(shown?.startDate.toJSDate().toISOString().slice(0, 16), soon(1).slice(0, 16))
    const rule = byId.get(task.body().id)?.component.getFirstPropertyValue('rrule')
    assert.equal(String(rule), 'FREQ=WEEKLY;COUNT=5;INTERVAL=2')
    const start = byId.get(task.body().id)?.startDate
    assert.equal(start?.zone.tzid, 'America/Argentina/Buenos_Aires')
    assert.equal(start?.toJSDate().toISOString().slice(0, 16), soon(2).slice(0, 16))
    assert.lengthOf(calendar.getAllSubcomponents('vtimezone'), 1)
  })

  test('are as they were until something changes', async ({ client }) => {
    const { url } = await makeFeed(client)
    const first = await read(client, url)
    const tag = String(first.header('etag'))
    ;(await read(client, url).header('If-None-Match', tag)).assertStatus(304)
    await api(client, ben).post('/api/tasks/', { subject: 'New', due_at: soon(1) })
    ;(await read(client, url).header('If-None-Match', tag)).assertStatus(200)
  })

  test('show their secret once, take another one, and end', async ({ client, assert }) => {
    const { get, post, delete: remove } = api(client, ben)
    const { id, url } = await makeFeed(client)
    const listed = (await get(FEEDS)).body().results
    assert.lengthOf(listed, 1)
    assert.notInclude(JSON.stringify(listed), new URL(url).search)
    const path = `${FEEDS}${id}/`
    const rotated = (await post(`${path}rotate/`)).body().calendar_feed.url
    ;(await read(client, url)).assertStatus(404)
    ;(await read(client, rotated)).assertStatus(200)
    ;(await read(client, url.replace(/secret=.*/, ''))).assertStatus(404)
    const other = api(client, acme.owner)
    for (const answer of [
      await other.get(path),
      await other.delete(path),
      await other.post(`${path}rotate/`),
    ]) {
      answer.assertStatus(404)
    }
    ;(await remove(path)).assertStatus(204)
    ;(await read(client, rotated)).assertStatus(404)
  })

  test('lead nowhere once their user is locked out, or gone, or the organization is suspended', async ({
    client,
  }) => {
    const { url } = await makeFeed(client)
    const set = async (find: () => Promise<User | Organization | Membership>, isActive: boolean) =>
      UnitOfWork.run(asSystem, async () => {
        const row = await find()
        row.isActive = isActive
        await row.save()
      })
    for (const find of [
      () => User.findOrFail(ben.userId),
      () => Organization.findOrFail(acme.id),
      () => Membership.findOrFail(ben.membershipId),
    ]) {
      await set(find, false)
      ;(await read(client, url)).assertStatus(404)
      await set(find, true)
      ;(await read(client, url)).assertStatus(200)
    }
  })

  test('are asked for only so often from one address, whether their secret is right or guessed', async ({
    client,
    assert,
    cleanup,
  }) => {
    const { url } = await makeFeed(client)
    const guess = url.replace(/secret=.*/, 'secret=guessed')
    await throttled(cleanup, { throttles: { calendar: { address: { max: 3, seconds: 60 } } } })
    const statuses: number[] = []
    for (const asked of [url, guess, guess, guess, url]) {
      statuses.push((await read(client, asked)).status())
    }
    assert.deepEqual(statuses, [200, 404, 404, 429, 429])
    const refused = await read(client, url)
    refused.assertBodyContains({ code: 'too_many_requests' })
    assert.isAbove(Number(refused.header('retry-after')), 0)
  })

  test('are at most ten of each user, however many are made at once', async ({
    client,
    assert,
  }) => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => api(client, ben).post(FEEDS))
    )
    const statuses = answers.map((answer) => answer.status()).sort()
    assert.deepEqual(statuses, [...Array.from({ length: 10 }, () => 201), 409, 409])
  })
})
