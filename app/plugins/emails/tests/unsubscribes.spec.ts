import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { sendTo, setUp } from '#tests/support/emails'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { MailServer } from '#tests/support/mail_server'
import { makePerson } from '#tests/support/people'
import { type Company, makeCompany } from '#tests/support/personas'

test.group('E-mails | unsubscribes', (group) => {
  const server = MailServer.during(group)
  let acme: Company

  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany()
  })

  /** The path of the link that the newest mail brings. */
  const linkIn = () => {
    const [url = ''] = /http\S+email-unsubscribes\S+/.exec(server.last.text ?? '') ?? []
    return new URL(url).pathname
  }

  test('are done by one click, and by no one who looks alone', async ({ client, assert }) => {
    await setUp(client, acme, server)
    const sent = await sendTo(client, acme, 'ada@example.com')
    await runJobs()
    const { get } = api(client, acme.owner)
    const state = async () => (await get(`/api/emails/${sent.body().id}/`)).body().state
    const link = linkIn()

    const page = await client.get(link)
    page.assertStatus(200)
    assert.include(page.text(), '<button>Unsubscribe</button>')
    assert.include(page.header('content-security-policy'), `default-src 'none'`)
    ;(await client.head(link)).assertStatus(200)
    assert.equal(await state(), 'sent')
    assert.equal((await get('/api/email-suppressions/')).body().count, 0)

    for (let times = 0; times < 2; times += 1) {
      const done = await client.post(link).form({ 'List-Unsubscribe': 'One-Click' })
      done.assertStatus(200)
      assert.include(done.text(), 'gets no more e-mails')
    }
    assert.equal(await state(), 'opted_out')
    const listed = await get('/api/email-suppressions/')
    assert.equal(listed.body().count, 1)
    assert.containSubset(listed.body().results[0], {
      email: 'ada@example.com',
      reason: 'unsubscribed',
    })
    const person = await get(`/api/people/${sent.body().to_id}/`)
    assert.equal(person.body().emails[0].state, 'opted_out')
    const again = await sendTo(client, acme, 'Ada@example.com')
    assert.equal(again.body().code, 'recipient_opted_out')
  })

  test('are of one organization, and still work when the e-mail is deleted', async ({
    client,
    assert,
  }) => {
    const globex = await makeCompany('Globex')
    const elsewhere = await makePerson(globex, { email: 'ada@example.com' })
    await setUp(client, acme, server)
    const sent = await sendTo(client, acme, 'ada@example.com')
    await runJobs()
    const { get, delete: remove } = api(client, acme.owner)
    ;(await remove(`/api/emails/${sent.body().id}/`)).assertStatus(204)
    ;(await client.post(linkIn())).assertStatus(200)
    assert.equal((await get('/api/email-suppressions/')).body().count, 1)
    const other = api(client, globex.owner)
    assert.equal((await other.get('/api/email-suppressions/')).body().count, 0)
    const person = await other.get(`/api/people/${elsewhere}/`)
    assert.equal(person.body().emails[0].state, 'ok')
  })

  test('show what people typed as text', async ({ client, assert }) => {
    const odd = await makeCompany('<i>Odd</i>')
    await setUp(client, odd, server)
    await sendTo(client, odd, 'ada@example.com')
    await runJobs()
    const page = await client.get(linkIn())
    assert.include(page.text(), '&lt;i&gt;Odd')
    assert.notInclude(page.text(), '<i>')
  })

  test('are refused without a link of ours', async ({ client }) => {
    await setUp(client, acme, server)
    await sendTo(client, acme, 'ada@example.com')
    await runJobs()
    const link = linkIn()
    for (const path of [
      '/api/email-unsubscribes/x/',
      link.replace(/.\/$/, '/'),
      link.replace('email-unsubscribes', 'email-events'),
    ]) {
      ;(await client.post(path).json({})).assertStatus(404)
    }
  })
})
