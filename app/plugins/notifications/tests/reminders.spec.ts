import { test } from '@japa/runner'
import remindOfActivities from '#plugins/activities/jobs/remind'
import Task from '#plugins/activities/models/task'
import { api } from '#tests/support/api'
import { makeEmployee } from '#tests/support/employees'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { Mailbox } from '#tests/support/mailbox'
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
    await runJobs({ evenLater: true })
  }

  test('owner and users who take part are reminded once, however many look', async ({
    client,
    assert,
  }) => {
    const { get, post } = api(client, acme.owner)
    const ben = await hire(acme, { roles: ['sales'] })
    const owner = await makeEmployee(acme, { userId: acme.owner.userId })
    const made = await post('/api/tasks/', {
      subject: 'Call Ada',
      due_at: '2026-01-05T09:00:00Z',
      remind_at: '2026-01-05T08:00:00Z',
      owner_id: owner,
      participants: [{ user_id: ben.userId }, { user_id: acme.owner.userId }],
    })
    const path = `/api/tasks/${made.body().id}/`
    await work()
    for (const { email } of [acme.owner, ben]) {
      const [mail, ...others] = mailbox.of(email)
      assert.include(mail?.text, 'Call Ada')
      assert.include(mail?.text, 'Monday, 5 January 2026')
      assert.isEmpty(others)
    }
    const reminded = (await get(path)).body()
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
