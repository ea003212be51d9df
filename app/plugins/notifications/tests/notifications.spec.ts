import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { api } from '#tests/support/api'
import { makeDeal } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { csv, importFile } from '#tests/support/imports'
import { forgetJobs, runJob, runJobs } from '#tests/support/jobs'
import { Mailbox } from '#tests/support/mailbox'
import { notificationsOf, notifyAll } from '#tests/support/notifications'
import { type Company, type Member, hire, hireWith, makeCompany } from '#tests/support/personas'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

test.group('Notifications', (group) => {
  const mailbox = Mailbox.during(group)
  let acme: Company
  let ben: Member
  let employee: string

  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany()
    ben = await hire(acme, { roles: ['manager'] })
    employee = await makeEmployee(acme, { userId: ben.userId })
    await notifyAll(acme)
  })

  const kindsOf = async (client: ApiClient, who: Member, query = {}) =>
    (await notificationsOf(client, who, query)).map(({ kind }) => kind)

  test('of what others assign to them, mention them in, and do with their deals', async ({
    client,
    assert,
  }) => {
    const { post } = api(client, acme.owner)
    const deal = await post('/api/deals/', { title: 'Big', assigned_to_id: employee })
    await post(`/api/deals/${deal.body().id}/win/`)
    await post('/api/notes/', { subject: 'Hint', body: `Ask @[Ben](user:${ben.userId}), please.` })
    await post('/api/tasks/', { subject: 'Call', owner_id: employee })
    await notifyAll(acme)
    const shown = await notificationsOf(client, ben)
    assert.deepEqual(
      shown.map(({ kind, label }) => [kind, label]),
      [
        ['assigned', 'Call'],
        ['mentioned', 'Hint'],
        ['deal_won', 'Big'],
        ['assigned', 'Big'],
      ]
    )
    assert.containsSubset(shown[2], {
      resource: 'deals',
      record_id: deal.body().id,
      actor: { id: acme.owner.userId },
      is_read: false,
    })
    assert.isEmpty(await notificationsOf(client, acme.owner))
  })

  test('never of what they did themselves, nor twice of one mention', async ({
    client,
    assert,
  }) => {
    const own = api(client, ben)
    const deal = await own.post('/api/deals/', { title: 'Own', assigned_to_id: employee })
    await own.post(`/api/deals/${deal.body().id}/lose/`, { lost_reason: 'Price' })
    const { post, patch } = api(client, acme.owner)
    const body = `@[Ben](user:${ben.userId.toUpperCase()})`
    const note = await post('/api/notes/', { subject: 'Hint', body: `${body} ${body}` })
    await patch(`/api/notes/${note.body().id}/`, { body: `${body}, still` })
    await patch(`/api/notes/${note.body().id}/`, { subject: 'Other' })
    await notifyAll(acme)
    await notifyAll(acme)
    assert.deepEqual(await kindsOf(client, ben), ['mentioned'])
  })

  test('of the end of an import that they began', async ({ client, assert }) => {
    await importFile(client, ben, csv('name', 'Ada'))
    await runJobs()
    await notifyAll(acme)
    assert.deepEqual(await kindsOf(client, ben), ['import_finished'])
  })

  test('only of what they may read: when it happens, when it is shown, and when it is mailed', async ({
    client,
    assert,
  }) => {
    const cleo = await hireWith(acme, ['deals:read/own', 'deals:update/own'])
    const hers = await makeEmployee(acme, { userId: cleo.userId })
    const { post, patch } = api(client, acme.owner)
    await post('/api/notes/', { subject: 'Secret', body: `@[Cleo](user:${cleo.userId})` })
    const deal = await makeDeal(acme, { title: 'Big' })
    await patch(`/api/deals/${deal}/`, { assigned_to_id: hers })
    await notifyAll(acme)
    const count = async () =>
      (await api(client, cleo).get('/api/notifications/unread_count/')).body().count
    assert.deepEqual(await kindsOf(client, cleo), ['assigned'])
    assert.equal(await count(), 1)
    const [shown] = await notificationsOf(client, cleo)
    await patch(`/api/deals/${deal}/`, { assigned_to_id: employee })
    await runJobs()
    assert.isEmpty(mailbox.of(cleo.email))
    assert.isEmpty(await notificationsOf(client, cleo))
    assert.equal(await count(), 0)
    for (const path of ['', 'read/']) {
      const response = path
        ? await api(client, cleo).post(`/api/notifications/${shown?.id}/${path}`)
        : await api(client, cleo).get(`/api/notifications/${shown?.id}/`)
      response.assertStatus(404)
    }
    const foreign = await api(client, ben).get(`/api/notifications/${shown?.id}/`)
    foreign.assertStatus(404)
  })

  test('are read one by one, all at once, and counted', async ({ client, assert }) => {
    const { post } = api(client, acme.owner)
    for (const subject of ['One', 'Two', 'Three']) {
      await post('/api/tasks/', { subject, owner_id: employee })
    }
    await notifyAll(acme)
    const mine = api(client, ben)
    const count = async () => (await mine.get('/api/notifications/unread_count/')).body().count
    const [newest] = await notificationsOf(client, ben)
    const read = await mine.post(`/api/notifications/${newest?.id}/read/`)
    assert.containsSubset(read.body(), { notification: { label: 'Three', is_read: true } })
    assert.equal(await count(), 2)
    assert.lengthOf(await notificationsOf(client, ben, { is_read: 'false' }), 2)
    await mine.post(`/api/notifications/${newest?.id}/unread/`)
    assert.equal(await count(), 3)
    assert.equal((await mine.post('/api/notifications/read_all/')).body().count, 3)
    assert.equal(await count(), 0)
    const page = (await mine.get('/api/notifications/?cursor=&page_size=2')).body()
    assert.lengthOf(page.results, 2)
    assert.isNotNull(page.next)
  })

  test('come by the ways that their user wants, in one mail', async ({ client, assert }) => {
    const mine = api(client, ben)
    const path = '/api/users/me/notification-preferences/'
    assert.containsSubset((await mine.get(path)).body(), {
      assigned: { in_app: true, email: true },
      deal_moved: { in_app: true, email: false },
    })
    const changed = await mine.patch(path, { assigned: { in_app: false } })
    assert.deepEqual(changed.body().assigned, { in_app: false, email: true })
    const refused = await mine.patch(path, { birthdays: { email: true }, assigned: { sms: true } })
    refused.assertStatus(422)
    await mine.patch('/api/users/me/', { locale: 'de-DE' })
    const { post } = api(client, acme.owner)
    await post('/api/tasks/', { subject: 'One', owner_id: employee })
    await post('/api/tasks/', { subject: 'Two', owner_id: employee })
    await notifyAll(acme)
    await runJobs()
    assert.isEmpty(await notificationsOf(client, ben))
    const [mail, ...others] = mailbox.of(ben.email)
    assert.isEmpty(others)
    assert.include(mail?.subject, '2 Benachrichtigungen')
    assert.include(mail?.text, 'Olivia Test hat Ihnen das zugewiesen: One')
  })

  test('are seen in the stream of events by whose they are, and by no other', async ({
    client,
    assert,
  }) => {
    const { post, get } = api(client, acme.owner)
    await post('/api/tasks/', { subject: 'One', owner_id: employee })
    await notifyAll(acme)
    const events = '/api/events/?types=notifications.create'
    assert.lengthOf((await api(client, ben).get(events)).body().results, 1)
    assert.lengthOf((await get(events)).body().results, 0)
  })

  test('are forgotten after 90 days', async ({ client, assert }) => {
    const { post } = api(client, acme.owner)
    await post('/api/tasks/', { subject: 'Old', owner_id: employee })
    await post('/api/tasks/', { subject: 'New', owner_id: employee })
    await notifyAll(acme)
    await UnitOfWork.run(forOrganization(acme.id), (unit) =>
      unit.query(
        `UPDATE notifications SET created_at = now() - interval '91 days' WHERE label = 'Old'`
      )
    )
    await runJob('notifications:forget', acme)
    assert.deepEqual(
      (await notificationsOf(client, ben)).map(({ label }) => label),
      ['New']
    )
  })
})
