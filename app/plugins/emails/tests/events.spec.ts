import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { readCertificatesBy } from '#plugins/emails/events/sns_signature'
import { REPORTERS, certificate } from '#tests/support/email_reports'
import { sendTo, setUp } from '#tests/support/emails'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { MailServer } from '#tests/support/mail_server'
import { OtherSystem } from '#tests/support/other_system'
import { type Company, makeCompany } from '#tests/support/personas'

interface Reported {
  readonly email: string
  readonly id: string
}

const bare = (id: string) => id.replace(/^<|>$/g, '')

const ofSns = (message: object) => ({
  Type: 'Notification',
  TopicArn: 'arn:aws:sns:eu-west-1:1:mails',
  Message: JSON.stringify(message),
})

const sesMail = (id: string) => ({ messageId: '0102', commonHeaders: { messageId: id } })

/** What each provider says of a bounce for good, one that passes, and a complaint. */
const PROVIDERS: Readonly<Record<string, Readonly<Record<string, (of: Reported) => object>>>> = {
  Postmark: {
    hard: ({ email, id }) => ({
      RecordType: 'Bounce',
      Type: 'HardBounce',
      MessageID: bare(id),
      Email: email,
      Description: `The server did not know ${email}`,
    }),
    soft: ({ email }) => ({ RecordType: 'Bounce', Type: 'SoftBounce', Email: email }),
    complaint: ({ email }) => ({ RecordType: 'SpamComplaint', Email: email }),
  },
  SendGrid: {
    hard: ({ email, id }) => [
      { event: 'processed', email },
      { 'event': 'bounce', 'type': 'bounce', email, 'smtp-id': id, 'reason': '550 5.1.1' },
    ],
    soft: ({ email }) => [
      { event: 'bounce', type: 'blocked', email },
      { event: 'deferred', email },
    ],
    complaint: ({ email }) => [{ event: 'spamreport', email }],
  },
  Mailgun: {
    hard: ({ email, id }) => ({
      'event-data': {
        'event': 'failed',
        'severity': 'permanent',
        'recipient': email,
        'message': { headers: { 'message-id': bare(id) } },
        'delivery-status': { code: 550, message: '5.1.1' },
      },
    }),
    soft: ({ email }) => ({
      'event-data': { event: 'failed', severity: 'temporary', recipient: email },
    }),
    complaint: ({ email }) => ({ 'event-data': { event: 'complained', recipient: email } }),
  },
  SES: {
    hard: ({ email, id }) =>
      ofSns({
        notificationType: 'Bounce',
        bounce: {
          bounceType: 'Permanent',
          bouncedRecipients: [{ emailAddress: email, diagnosticCode: 'smtp; 550 5.1.1' }],
        },
        mail: sesMail(id),
      }),
    soft: ({ email }) =>
      ofSns({
        eventType: 'Bounce',
        bounce: { bounceType: 'Transient', bouncedRecipients: [{ emailAddress: email }] },
      }),
    complaint: ({ email }) =>
      ofSns({
        notificationType: 'Complaint',
        complaint: { complainedRecipients: [{ emailAddress: email }] },
      }),
  },
}

test.group('E-mails | reports of providers', (group) => {
  const server = MailServer.during(group)
  const other = OtherSystem.during(group)
  let acme: Company
  let settings: string

  group.setup(() => readCertificatesBy(async () => certificate))
  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany()
  })

  for (const [provider, { hard, soft, complaint }] of Object.entries(PROVIDERS)) {
    test(`of ${provider} give up who bounces for good or complains, and no one else`, async ({
      client,
      assert,
    }) => {
      const reporter = REPORTERS[provider]
      settings = (await setUp(client, acme, server, reporter?.settings)).id
      const { get } = api(client, acme.owner)
      const url = new URL((await get(`/api/email-settings/${settings}/events_url/`)).body().url)
      const report = async (body: object = {}) => {
        const answered = await reporter?.report(client, url.pathname, body)
        answered?.assertStatus(200)
        await runJobs()
      }
      const sent = await sendTo(client, acme, 'ada@example.com')
      await runJobs()
      const of = { email: 'Ada@Example.com', id: String(sent.body().message_id) }
      const state = async () => {
        const email = await get(`/api/emails/${sent.body().id}/`)
        const person = await get(`/api/people/${sent.body().to_id}/`)
        return [email.body().state, person.body().emails[0].state]
      }

      const before = new Date(Date.now() - 2 * 3_600_000)
      const forged = [
        client.post(url.pathname).json(hard?.(of) ?? {}),
        ...Object.entries(REPORTERS)
          .filter(([name]) => name !== provider)
          .map(([name, { report: reportOf }]) =>
            reportOf(client, url.pathname, PROVIDERS[name]?.hard?.(of) ?? {})
          ),
        reporter?.report(client, url.pathname, hard?.(of) ?? {}, before),
      ].slice(provider === 'Postmark' ? 1 : 0, provider === 'Postmark' ? -1 : undefined)
      for (const request of forged) assert.oneOf((await request)?.status(), [400, 403])
      assert.deepEqual(await runJobs(), [])
      assert.deepEqual(await state(), ['sent', 'ok'])
      await report(soft?.(of))
      assert.deepEqual(await state(), ['sent', 'ok'])
      await report(hard?.(of))
      assert.deepEqual(await state(), ['bounced', 'bounced'])
      await report(complaint?.(of))
      assert.deepEqual(await state(), ['opted_out', 'opted_out'])
      await report(hard?.(of))
      assert.deepEqual(await state(), ['opted_out', 'opted_out'])
      await report(hard?.({ email: 'stranger@example.com', id: '<x@y>' }))
      assert.equal((await get('/api/email-suppressions/')).body().count, 1)
    })
  }

  test('are taken at the newest address alone, and only where they can be read', async ({
    client,
    assert,
  }) => {
    settings = (await setUp(client, acme, server)).id
    const { get, patch, post } = api(client, acme.owner)
    const path = `/api/email-settings/${settings}/events_url/`
    const before = new URL((await get(path)).body().url).pathname
    const after = new URL((await post(path)).body().url).pathname
    assert.notEqual(before, after)
    ;(await client.post(before).json({ RecordType: 'Open' })).assertStatus(404)
    const early = await client.post(after).json({ RecordType: 'Open' })
    early.assertStatus(403)
    early.assertBodyContains({ code: 'provider_not_set' })
    const named = { events_provider: 'postmark' }
    ;(await patch(`/api/email-settings/${settings}/`, named)).assertStatus(200)
    ;(await client.post(after).json({ RecordType: 'Open' })).assertStatus(200)
    ;(await client.post(after).json({ hello: 1 })).assertStatus(400)
    ;(await client.post(after).form('no JSON').type('text/plain')).assertStatus(400)
    ;(await client.post(after).form({ a: 1 })).assertStatus(400)
    ;(await client.post(after).json({ RecordType: 'x'.repeat(1_100_000) })).assertStatus(413)
    ;(await client.post('/api/email-events/x/').json({ RecordType: 'Open' })).assertStatus(404)
  })

  test('of SNS are asked for at Amazon, and at no one else', async ({ client, assert }) => {
    settings = (await setUp(client, acme, server, REPORTERS.SES?.settings)).id
    const { get } = api(client, acme.owner)
    const read = await get(`/api/email-settings/${settings}/events_url/`)
    const { pathname } = new URL(read.body().url)
    for (const url of [
      other.url,
      'https://sns.eu-west-1.amazonaws.com.evil.example/x',
      'https://evil.example/sns.eu-west-1.amazonaws.com',
      'http://sns.eu-west-1.amazonaws.com/x',
      'https://s3.eu-west-1.amazonaws.com/x',
    ]) {
      const body = { Type: 'SubscriptionConfirmation', TopicArn: 'arn', SubscribeURL: url }
      const sent = await REPORTERS.SES?.report(client, pathname, body)
      sent?.assertStatus(200)
      const forged = { ...body, SigningCertURL: url }
      assert.equal((await REPORTERS.SES?.report(client, pathname, forged))?.status(), 403)
    }
    assert.deepEqual(await runJobs(), [])
    assert.lengthOf(other.requests, 0)
  })
})
