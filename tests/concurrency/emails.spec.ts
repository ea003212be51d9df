import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { orderTo, sendTo, setUp } from '#tests/support/emails'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { MailServer } from '#tests/support/mail_server'
import { hire, makeCompany } from '#tests/support/personas'
import { deliver } from '#plugins/emails/delivery'
import { giveUpAddress } from '#plugins/emails/opt_outs'
import { inCompany } from '#tests/support/records'

const SENDERS = 6
const LIMIT = 3

test.group('E-mails | races', (group) => {
  const server = MailServer.during(group)

  group.each.setup(() => forgetJobs())

  test('never order more on a day than the organization may', async ({ client, assert }) => {
    const acme = await makeCompany()
    await setUp(client, acme, server, { daily_limit: LIMIT })
    const senders = await Promise.all(
      Array.from({ length: SENDERS }, () => hire(acme, { as: 'admin' }))
    )
    const orders = await Promise.all(
      senders.map((_sender, index) => orderTo(acme, `ada${index}@example.com`))
    )
    const answers = await Promise.all(
      senders.map((sender, index) => api(client, sender).post('/api/emails/', orders[index]))
    )
    const ordered = answers.filter((answer) => answer.status() === 201)
    assert.lengthOf(ordered, LIMIT)
    assert.lengthOf(
      answers.filter((answer) => answer.status() === 429),
      SENDERS - LIMIT
    )
    await runJobs()
    assert.lengthOf(server.mails, LIMIT)
  })

  test('send one e-mail once, however many work on it', async ({ client, assert }) => {
    const acme = await makeCompany()
    await setUp(client, acme, server)
    const { id } = (await sendTo(client, acme, 'ada@example.com')).body()
    await Promise.allSettled(Array.from({ length: 4 }, () => deliver(acme.id, id, false)))
    assert.lengthOf(server.mails, 1)
  })

  test('list an address once that is given up twice at one moment', async ({ client, assert }) => {
    const acme = await makeCompany()
    await Promise.all(
      Array.from({ length: 4 }, () =>
        inCompany(acme, () => giveUpAddress('ada@example.com', 'unsubscribed'))
      )
    )
    const listed = await api(client, acme.owner).get('/api/email-suppressions/')
    assert.equal(listed.body().count, 1)
  })
})
