import { test } from '@japa/runner'
import Email from '#plugins/emails/models/email'
import { deliver } from '#plugins/emails/delivery'
import { api } from '#tests/support/api'
import { sendTo, setUp } from '#tests/support/emails'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { MailServer } from '#tests/support/mail_server'
import { type Company, makeCompany } from '#tests/support/personas'
import { inCompany } from '#tests/support/records'

test.group('E-mails | delivery', (group) => {
  const server = MailServer.during(group)
  let acme: Company

  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany()
  })

  test('is tried again when the server says not now', async ({ client, assert }) => {
    await setUp(client, acme, server)
    const { id } = (await sendTo(client, acme, 'ada@example.com')).body()
    server.trouble({ at: 'DATA', answer: { code: 451, text: 'later' } })
    await runJobs()
    const read = async () => (await api(client, acme.owner).get(`/api/emails/${id}/`)).body()
    assert.equal((await read()).state, 'queued')
    await runJobs({ evenLater: true })
    assert.equal((await read()).state, 'sent')
    assert.lengthOf(server.mails, 1)
  })

  test('fails when the server never will, in words without the address', async ({
    client,
    assert,
  }) => {
    await setUp(client, acme, server)
    const { id } = (await sendTo(client, acme, 'ada@example.com')).body()
    server.trouble({ at: 'DATA', answer: { code: 554, text: 'no <ada@example.com>' } })
    await runJobs({ evenLater: true })
    const { state, reason } = (await api(client, acme.owner).get(`/api/emails/${id}/`)).body()
    assert.equal(state, 'failed')
    assert.include(reason, '554')
    assert.notInclude(reason, 'ada@')
  })

  test('is not tried again when it is not known whether it arrived', async ({ client, assert }) => {
    await setUp(client, acme, server)
    const { id } = (await sendTo(client, acme, 'ada@example.com')).body()
    server.trouble({ at: 'DATA', answer: null })
    await runJobs({ evenLater: true })
    const { state } = (await api(client, acme.owner).get(`/api/emails/${id}/`)).body()
    assert.equal(state, 'failed')
    assert.lengthOf(server.mails, 1)
  })

  test('is not repeated after a process that ended in the midst of it', async ({
    client,
    assert,
  }) => {
    await setUp(client, acme, server)
    const { id } = (await sendTo(client, acme, 'ada@example.com')).body()
    await inCompany(acme, async () => (await Email.findOrFail(id)).noteAttempt(new Date()))
    await deliver(acme.id, id, false)
    const { state, reason } = (await api(client, acme.owner).get(`/api/emails/${id}/`)).body()
    assert.equal(state, 'failed')
    assert.include(reason, 'not known')
    assert.lengthOf(server.mails, 0)
  })

  test('bounces at once where the server knows no such address', async ({ client, assert }) => {
    await setUp(client, acme, server)
    const order = await sendTo(client, acme, 'gone@example.com')
    server.trouble({ at: 'RCPT TO', answer: { code: 550, text: '5.1.1 no such user' } })
    await runJobs({ evenLater: true })
    const { get } = api(client, acme.owner)
    assert.equal((await get(`/api/emails/${order.body().id}/`)).body().state, 'bounced')
    const person = await get(`/api/people/${order.body().to_id}/`)
    assert.equal(person.body().emails[0].state, 'bounced')
    const listed = await get('/api/email-suppressions/')
    assert.containSubset(listed.body().results, [{ email: 'gone@example.com', reason: 'bounced' }])
  })

  test('ends for an address that is given up before its turn', async ({ client, assert }) => {
    await setUp(client, acme, server)
    const { id } = (await sendTo(client, acme, 'ada@example.com')).body()
    const { get, post } = api(client, acme.owner)
    await post('/api/email-suppressions/', { email: 'ada@example.com' })
    await runJobs()
    assert.equal((await get(`/api/emails/${id}/`)).body().state, 'opted_out')
    assert.lengthOf(server.mails, 0)
  })
})
