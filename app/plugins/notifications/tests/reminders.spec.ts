import { test } from '@japa/runner'
import remindOfActivities from '#plugins/activities/jobs/remind'
import Task from '#plugins/activities/models/task'
import { api } from '#tests/support/api'
import { makeEmployee } from '#tests/support/employees'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { Mailbox } from '#tests/support/mailbox'
import { notificationsOf, notifyAll } from '#tests/support/notifications'
import { type Company, hire, makeCompany } from '#tests/support/personas'
import { inCompany } from '#tests/support/records'

test.group('Reminders', (group) => {
  const mailbox = Mailbox.during(group)
  let acme: Company

  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany()
  })

  const work = async () => {
    const context = {
      messageId: '1',
      attempt: 1,
      isLastAttempt: false,
      signal: new AbortController().signal,
      progress: async () => {},
    }
    await Promise.all([
      remindOfActivities.handle({}, context),
      remindOfActivities.handle({}, context),
    ])
    await notifyAll(acme)
    await runJobs({ evenLater: true })
  }

  test('owner and users who take part are reminded once, by their own clocks and in their language', async ({
    client,
    assert,
  }) => {
    const { get, post } = api(client, acme.owner)
    const ben = await hire(acme, { roles: ['sales'] })
    const own = await api(client, ben).patch('/api/users/me/', {
      time_zone: 'asia/tokyo',
      locale: 'de',
    })
    assert.containsSubset(own.body(), { time_zone: 'Asia/Tokyo', locale: 'de' })
    const owner = await makeEmployee(acme, { userId: acme.owner.userId })
    const made = await post('/api/tasks/', {
      subject: 'Call Ada',
      due_at: '2026-01-05T20:00:00Z',
      remind_at: '2026-01-05T19:00:00Z',
      owner_id: owner,
      participants: [{ user_id: ben.userId }, { user_id: acme.owner.userId }],
    })
    await work()
    const mails = [acme.owner, ben].map(({ email }) => mailbox.of(email))
    assert.deepEqual(
      mails.map(({ length }) => length),
      [1, 1]
    )
    const [[first] = [], [second] = []] = mails
    assert.include(first?.subject, 'Reminder: Call Ada')
    assert.include(first?.text, 'Monday, January 5, 2026 at 08:00 PM (UTC)')
    assert.include(second?.subject, 'Erinnerung: Call Ada')
    assert.include(second?.text, 'Dienstag, 6. Januar 2026 um 05:00 (Asia/Tokyo)')
    for (const user of [acme.owner, ben]) {
      const shown = await notificationsOf(client, user)
      assert.deepEqual(
        shown.map(({ kind }) => kind).filter((kind) => kind === 'task_due'),
        ['task_due']
      )
    }
    const reminded = (await get(`/api/tasks/${made.body().id}/`)).body()
    assert.isNotNull(reminded.reminded_at)
    assert.equal(reminded.version, 1)
    const events = (await get(`/api/audit-logs/?record_id=${made.body().id}`)).body().results
    assert.lengthOf(
      events.filter(({ action }: { action: string }) => action === 'tasks:remind'),
      1
    )
    await work()
    assert.lengthOf(mailbox.of(ben.email), 1)
  })

  test('what is done, or is to come, reminds no one', async ({ client, assert }) => {
    const { post } = api(client, acme.owner)
    const late = { remind_at: '2026-01-05T08:00:00Z' }
    const done = await post('/api/tasks/', { subject: 'Done', ...late })
    await post(`/api/tasks/${done.body().id}/complete/`)
    await post('/api/tasks/', { subject: 'Later', remind_at: '2099-01-05T08:00:00Z' })
    await work()
    const tasks = await inCompany(acme, () => Task.query())
    assert.deepEqual(
      tasks.map(({ remindedAt }) => remindedAt),
      [null, null]
    )
  })
})
