import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { PDF, attach } from '#tests/support/attachments'
import { makeDeal } from '#tests/support/deals'
import { orderTo, sendTo, setUp } from '#tests/support/emails'
import { runJobs, forgetJobs } from '#tests/support/jobs'
import { makeLead } from '#tests/support/leads'
import { MailServer } from '#tests/support/mail_server'
import { makePerson } from '#tests/support/people'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'

test.group('E-mails | sending', (group) => {
  const server = MailServer.during(group)
  let acme: Company

  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany()
  })

  test('are queued, sent through the organization’s server, and say so', async ({
    client,
    assert,
  }) => {
    await setUp(client, acme, server, { reply_to: 'answers@acme.example' })
    const deal = await makeDeal(acme, { title: 'Rocket' })
    const sent = await sendTo(client, acme, 'ada@example.com', {
      resource: 'deals',
      record_id: deal,
      subject: 'About {{ deal.title }}',
      body: 'Hello {{ person.first_name }},\n\nit is **time**.',
    })
    sent.assertStatus(201)
    assert.containSubset(sent.body(), {
      state: 'queued',
      to_email: 'ada@example.com',
      from_email: 'sales@acme.example',
      resource: 'deals',
      record_id: deal,
      subject: 'About Rocket',
    })
    assert.lengthOf(server.mails, 0)
    await runJobs()

    const { last } = server
    assert.equal(last.subject, 'About Rocket')
    assert.equal(last.from?.text, '"Acme Sales" <sales@acme.example>')
    assert.equal(last.replyTo?.text, 'answers@acme.example')
    assert.include(last.text, 'Hello Ada,\n\nit is **time**.')
    assert.include(String(last.html), '<p>it is <strong>time</strong>.</p>')
    assert.equal(last.messageId, sent.body().message_id)
    const { owner } = acme
    const read = await api(client, owner).get(`/api/emails/${sent.body().id}/`)
    assert.containSubset(read.body(), { state: 'sent', reason: null })
    assert.isString(read.body().sent_at)
    const ofDeal = await api(client, owner).get(`/api/emails/?record_id=${deal}`)
    assert.equal(ofDeal.body().count, 1)
  })

  test('stand in the timelines of whom they went to and what they were written from, for who reads both', async ({
    client,
    assert,
  }) => {
    await setUp(client, acme, server)
    const deal = await makeDeal(acme, { title: 'Rocket' })
    const about = { resource: 'deals', record_id: deal, subject: 'News', body: 'Hello' }
    const sent = (await sendTo(client, acme, 'ada@example.com', about)).body()
    const seenIn = async (path: string, { token } = acme.owner) => {
      const page = await client.get(`/api/${path}/timeline/?kinds=email`).bearerToken(token)
      page.assertStatus(200)
      return page.body().results
    }

    for (const path of [`deals/${deal}`, `people/${sent.to_id}`]) {
      assert.containSubset(await seenIn(path), [
        {
          summary: 'E-mail to ada@example.com: News',
          record: { type: 'emails', id: sent.id },
          actor: { id: acme.owner.userId },
          data: { to_email: 'ada@example.com', state: 'queued' },
        },
      ])
    }
    const ofDeals = await hireWith(acme, ['deals:read', 'emails:read'])
    assert.deepEqual(await seenIn(`deals/${deal}`, ofDeals), [])
  })

  test('carry headers by which one click ends them', async ({ client, assert }) => {
    await setUp(client, acme, server)
    await sendTo(client, acme, 'ada@example.com')
    await runJobs()
    const headers = Object.fromEntries(
      server.last.headerLines.map(({ key, line }) => [key, line.replace(/\r?\n\s+/g, ' ')])
    )
    assert.match(
      headers['list-unsubscribe'] ?? '',
      /: <http[^>]+\/api\/email-unsubscribes\/[^>]+\/>$/
    )
    assert.match(headers['list-unsubscribe-post'] ?? '', /: List-Unsubscribe=One-Click$/)
  })

  test('go to leads, and bring attachments along', async ({ client, assert }) => {
    await setUp(client, acme, server)
    const { owner } = acme
    const deal = await makeDeal(acme)
    const file = await attach(client, owner, `deals/${deal}`, PDF)
    const lead = await makeLead(acme, { email: 'lead@example.com', name: 'Grace Hopper' })
    const sent = await api(client, owner).post('/api/emails/', {
      to_type: 'leads',
      to_id: lead,
      subject: 'Offer',
      body: 'Dear {{ recipient.name }}',
      attachment_ids: [file.body().id],
    })
    sent.assertStatus(201)
    await runJobs()
    assert.equal(server.last.text?.split('\n')[0], 'Dear Grace Hopper')
    assert.equal(server.last.attachments[0]?.filename, 'offer.pdf')
    assert.isTrue(server.last.attachments[0]?.content.equals(PDF))
  })

  test('are sent once for one Idempotency-Key', async ({ client, assert }) => {
    await setUp(client, acme, server)
    const order = await orderTo(acme, 'ada@example.com')
    const send = () =>
      api(client, acme.owner).post('/api/emails/', order).header('Idempotency-Key', 'one')
    const first = await send()
    const second = await send()
    assert.equal(second.body().id, first.body().id)
    await runJobs()
    assert.lengthOf(server.mails, 1)
  })

  test('need a mail server, unless the installation lends its own', async ({ client }) => {
    const refused = await sendTo(client, acme, 'ada@example.com')
    refused.assertStatus(409)
    refused.assertBodyContains({ code: 'email_not_set_up' })
  })

  test('refuse whom there is no way to write to', async ({ client, assert }) => {
    await setUp(client, acme, server)
    const { owner } = acme
    const nobody = await makePerson(acme, { name: 'No Address' })
    const post = (more: object) =>
      api(client, owner).post('/api/emails/', {
        ...{ to_type: 'people', to_id: nobody, subject: 'Hello', body: 'Hello' },
        ...more,
      })
    const without = await post({})
    without.assertStatus(422)
    assert.equal(without.body().errors[0].field, 'to_id')

    const contact = (state: string) => ({ value: `${state}@example.com`, state })
    const ada = await makePerson(acme, {
      emails: [contact('ok'), contact('bounced'), contact('opted_out')],
    })
    const to = async (email: string) => (await post({ to_id: ada, to_email: email })).body()
    assert.equal((await to('bounced@example.com')).code, 'recipient_bounced')
    assert.equal((await to('opted_out@example.com')).code, 'recipient_opted_out')
    assert.equal((await to('other@example.com')).errors[0].field, 'to_email')
    assert.equal((await to('OK@example.com')).to_email, 'ok@example.com')

    const denied = await makePerson(acme, { email: 'no@example.com', consent: { email: 'denied' } })
    assert.equal((await post({ to_id: denied })).body().code, 'recipient_opted_out')

    await api(client, owner).post('/api/email-suppressions/', { email: 'Listed@Example.com' })
    const listed = await sendTo(client, acme, 'listed@example.com')
    assert.equal(listed.body().code, 'recipient_opted_out')
    await runJobs()
    assert.lengthOf(server.mails, 1)
  })

  test('ask for what their sender may read, and stay within the organization', async ({
    client,
    assert,
  }) => {
    await setUp(client, acme, server)
    const deal = await makeDeal(acme)
    const order = await orderTo(acme, 'ada@example.com')
    const sender = await hireWith(acme, ['emails:create', 'emails:read', 'people:read'])
    const blind = await hireWith(acme, ['emails:create', 'emails:read'])
    const reader = await hireWith(acme, ['emails:read', 'people:read'])
    const globex = await makeCompany('Globex')
    await setUp(client, globex, server)
    const post = (as: typeof sender, more = {}) =>
      api(client, as).post('/api/emails/', { ...order, ...more })

    ;(await post(reader)).assertStatus(403)
    ;(await post(blind)).assertStatus(422)
    ;(await post(globex.owner)).assertStatus(422)
    const about = await post(sender, { resource: 'deals', record_id: deal })
    about.assertStatus(422)
    const file = await attach(client, acme.owner, `deals/${deal}`, PDF)
    const withFile = await post(sender, { attachment_ids: [file.body().id] })
    withFile.assertStatus(422)
    assert.equal(withFile.body().errors[0].field, 'attachment_ids')

    const sent = await post(sender)
    sent.assertStatus(201)
    const path = `/api/emails/${sent.body().id}/`
    ;(await api(client, globex.owner).get(path)).assertStatus(404)
    ;(await api(client, blind).get(path)).assertStatus(404)
    ;(await api(client, reader).get(path)).assertStatus(200)
    const fromDeal = await post(acme.owner, { resource: 'deals', record_id: deal })
    fromDeal.assertStatus(201)
    ;(await api(client, reader).get(`/api/emails/${fromDeal.body().id}/`)).assertStatus(404)
  })

  test('are at most as many a day as the organization may send', async ({ client, assert }) => {
    await setUp(client, acme, server, { daily_limit: 1 })
    ;(await sendTo(client, acme, 'ada@example.com')).assertStatus(201)
    const refused = await sendTo(client, acme, 'grace@example.com')
    refused.assertStatus(429)
    refused.assertBodyContains({ code: 'email_limit_reached', daily_limit: 1 })
    assert.isAbove(Number(refused.header('retry-after')), 0)
    assert.isAtMost(Number(refused.header('retry-after')), 25 * 3600)
  })
})
