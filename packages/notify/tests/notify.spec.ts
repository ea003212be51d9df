import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import {
  type Company,
  Mailbox,
  OtherSystem,
  announce,
  forgetJobs,
  makeCompany,
  makeDeal,
  makeEmployee,
  runJobs,
  turnOn,
} from 'headless-crm/testing'
import { Webhook } from 'standardwebhooks'

const SECRET = 'a secret of Acme, which no one is told'
const KEY = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqr'

/** Wins or loses a new deal. @returns its id */
async function close(
  client: ApiClient,
  company: Company,
  how: 'win' | 'lose' = 'win',
  input: Parameters<typeof makeDeal>[1] = {}
): Promise<string> {
  const deal = await makeDeal(company, input)
  const closed = await client
    .post(`/api/deals/${deal}/${how}/`)
    .bearerToken(company.owner.token)
    .json(how === 'win' ? {} : { lost_reason: 'Too dear' })
  closed.assertStatus(200)
  return deal
}

test.group('Notify | requests', (group) => {
  const system = OtherSystem.during(group)
  let acme: Company

  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany()
    await turnOn(acme, 'notify', { url: system.url, secret: SECRET })
  })

  test('tell of a deal that is {how}')
    .with([
      { how: 'won', action: 'win', reason: null },
      { how: 'lost', action: 'lose', reason: 'Too dear' },
    ] as const)
    .run(async ({ client, assert }, { how, action, reason }) => {
      const input = { title: 'Rockets', value: '1200.50', notes: 'between us' }
      const deal = await close(client, acme, action, input)
      await runJobs()

      const { method, headers, body } = system.last
      assert.lengthOf(system.requests, 1)
      assert.equal(method, 'POST')
      assert.equal(headers['content-type'], 'application/json')
      const { type, timestamp, data } = JSON.parse(body)
      assert.equal(type, `deal.${how}`)
      assert.equal(new Date(timestamp).toISOString(), timestamp)
      assert.containSubset(data, { id: deal, title: 'Rockets', status: how, lost_reason: reason })
      assert.notInclude(body, 'between us')
    })

  test('tell of a task that is due', async ({ assert }) => {
    const task = { id: '0192f0c1-0000-7000-8000-000000000001', title: 'Call Ann' }
    await announce(acme, 'tasks:due', task)
    await runJobs()

    assert.containSubset(JSON.parse(system.last.body), { type: 'task.due', data: task })
  })

  test('are signed as Standard Webhooks asks, with {secret}')
    .with([
      { secret: KEY, receiver: new Webhook(KEY) },
      { secret: SECRET, receiver: new Webhook(SECRET, { format: 'raw' }) },
    ])
    .run(async ({ client, assert }, { secret, receiver }) => {
      await turnOn(acme, 'notify', { url: system.url, secret })
      await close(client, acme)
      await runJobs()

      const { headers, body } = system.last
      assert.deepEqual(receiver.verify(body, headers), JSON.parse(body))
      assert.throws(() => receiver.verify(`${body} `, headers), /No matching signature/)
    })

  test('are sent again when they are not taken: the same, under one id, signed anew', async ({
    client,
    assert,
    cleanup,
  }) => {
    const now = Date.now
    cleanup(() => void (Date.now = now))
    system.answers(500)
    await close(client, acme)
    await runJobs()
    Date.now = () => now() + 60_000
    await runJobs({ evenLater: true })

    const [first, second] = system.requests
    assert.lengthOf(system.requests, 2)
    assert.equal(second?.headers['webhook-id'], first?.headers['webhook-id'])
    assert.equal(second?.body, first?.body)
    for (const name of ['webhook-timestamp', 'webhook-signature']) {
      assert.notEqual(second?.headers[name], first?.headers[name])
    }
  })

  test('are not sent where the plugin is off, or lacks an address or a secret', async ({
    client,
    assert,
  }) => {
    const [off, bare] = [await makeCompany('Off'), await makeCompany('Bare')]
    await turnOn(bare, 'notify', { url: system.url })
    await close(client, off)
    await close(client, bare)
    await runJobs({ evenLater: true })

    assert.isEmpty(system.requests)
  })

  test('tell of what was chosen alone', async ({ client, assert }) => {
    await turnOn(acme, 'notify', { url: system.url, secret: SECRET, topics: ['deal.lost'] })
    await close(client, acme, 'win')
    await close(client, acme, 'lose')
    await announce(acme, 'tasks:due', { id: '1' })
    await runJobs()

    assert.deepEqual(
      system.requests.map(({ body }) => JSON.parse(body).type),
      ['deal.lost']
    )
  })

  test('do not reach private networks', async ({ client, assert }) => {
    const url = system.url.replace('127.0.0.1', '10.0.0.1')
    await turnOn(acme, 'notify', { url, secret: SECRET })
    await close(client, acme)
    const ran = await runJobs()

    assert.isEmpty(system.requests)
    assert.deepInclude(
      ran.map(({ outcome }) => outcome),
      'failed'
    )
  })

  test('hold their secret where no one reads it', async ({ client, assert }) => {
    const { token } = acme.owner
    const read = await client.get('/api/plugins/notify/').bearerToken(token)
    const events = await client.get('/api/audit-logs/').bearerToken(token)

    assert.containSubset(read.body().settings, { url: system.url, secret: { is_set: true } })
    for (const answer of [read, events]) assert.notInclude(answer.text(), SECRET)
  })

  test('are set up with what can be sent: not {what}')
    .with([
      { what: 'no address of the web', settings: { url: 'ftp://example.com' } },
      { what: 'a password in the address', settings: { url: 'https://ann:secret@example.com' } },
      { what: 'a short secret', settings: { secret: 'short' } },
      { what: 'a key that is no base64', settings: { secret: 'whsec_what is not base64 at all!' } },
      { what: 'a topic that there is not', settings: { topics: ['deal.moved'] } },
      { what: 'no address of a mail', settings: { recipients: ['ann'] } },
    ])
    .run(async ({ client }, { settings }) => {
      const refused = await client
        .patch('/api/plugins/notify/')
        .bearerToken(acme.owner.token)
        .json({ settings })
      refused.assertStatus(422)
    })

  test('are encrypted in production', async ({ client, cleanup }) => {
    const { NODE_ENV } = process.env
    cleanup(() => void (process.env.NODE_ENV = NODE_ENV))
    process.env.NODE_ENV = 'production'
    const set = (url: string) =>
      client.patch('/api/plugins/notify/').bearerToken(acme.owner.token).json({ settings: { url } })

    const refused = await set('http://example.com/hooks')
    refused.assertStatus(422)
    refused.assertBodyContains({ errors: [{ field: 'settings.url' }] })
    const taken = await set('https://example.com/hooks')
    taken.assertStatus(200)
  })
})

test.group('Notify | mails', (group) => {
  const mailbox = Mailbox.during(group)
  const system = OtherSystem.during(group)
  const to = 'ann@customers.example.com'
  let acme: Company

  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany()
  })

  const mailsTo = async (address: string, work: () => Promise<unknown>) => {
    const before = mailbox.of(address).length
    await work()
    await runJobs({ evenLater: true })
    return mailbox.of(address).slice(before)
  }

  test('go to everyone who is named, once, as text and as HTML', async ({ client, assert }) => {
    await turnOn(acme, 'notify', {
      recipients: [to, 'ANN@customers.example.com', 'bob@example.org'],
    })
    const input = { title: 'Rockets <b>', value: '1200.50', currency: 'USD' }
    const [mail, ...more] = await mailsTo(to, () => close(client, acme, 'win', input))

    assert.isEmpty(more)
    assert.equal(mail?.subject, 'Won: Rockets <b>')
    assert.include(mail?.text, 'The deal "Rockets <b>" was won.\n\nValue: 1200.50 USD')
    assert.include(mail?.html, 'Rockets &lt;b&gt;')
    assert.lengthOf(mailbox.of('bob@example.org'), 1)
  })

  test('go to the employee whose deal it is, while they are there', async ({ client, assert }) => {
    await turnOn(acme, 'notify', { mail_assignee: true })
    const employee = await makeEmployee(acme)
    const path = `/api/employees/${employee}/`
    const change = (body: object) => client.patch(path).bearerToken(acme.owner.token).json(body)
    await change({ email: 'eve@acme.example.com' })
    const win = () => close(client, acme, 'win', { assigned_to_id: employee })

    const mails = await mailsTo('eve@acme.example.com', win)
    assert.lengthOf(mails, 1)
    const due = await mailsTo('eve@acme.example.com', () =>
      announce(acme, 'tasks:due', { id: '1', title: 'Call', assigned_to_id: employee })
    )
    assert.equal(due[0]?.subject, 'Due: Call')
    await change({ status: 'inactive' })
    assert.isEmpty(await mailsTo('eve@acme.example.com', win))
  })

  test('say it in the language of the organization', async ({ client, assert }) => {
    await turnOn(acme, 'notify', { recipients: [to] })
    const path = `/api/organizations/${acme.id}/`
    const set = await client.patch(path).bearerToken(acme.owner.token).json({ locale: 'de-AT' })
    set.assertStatus(200)
    const [mail] = await mailsTo(to, () => close(client, acme, 'lose', { title: 'Raketen' }))

    assert.equal(mail?.subject, 'Verloren: Raketen')
    assert.include(mail?.text, 'Das Geschäft „Raketen“ wurde verloren.')
    assert.include(mail?.text, 'Grund: Too dear')
    assert.include(mail?.text, 'Diese E-Mail kommt wegen Acme')
  })

  test('have a subject of one line, however long a title is', async ({ client, assert }) => {
    await turnOn(acme, 'notify', { recipients: [to] })
    const title = `Rockets${' and more'.repeat(25)}`
    const [mail] = await mailsTo(to, () => close(client, acme, 'win', { title }))
    assert.match(mail?.subject ?? '', /^Won: Rockets and more .*…$/)
    const [due] = await mailsTo(to, () =>
      announce(acme, 'tasks:due', { id: '1', title: 'Call\r\nBcc: bob@example.com' })
    )
    assert.equal(due?.subject, 'Due: Call Bcc: bob@example.com')
  })

  test('and requests fail by themselves: what has arrived is not sent again', async ({
    client,
    assert,
  }) => {
    await turnOn(acme, 'notify', { url: system.url, secret: SECRET, recipients: [to] })
    system.answers(500, 500)
    assert.lengthOf(await mailsTo(to, () => close(client, acme)), 1)
    assert.lengthOf(system.requests, 3)

    mailbox.refuse(2)
    assert.lengthOf(await mailsTo(to, () => close(client, acme)), 1)
    assert.lengthOf(system.requests, 4)
  })
})
