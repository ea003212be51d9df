import { test } from '@japa/runner'
import { makeCustomer, makeCustomers } from '#tests/support/customers'
import { typesIn } from '#tests/support/event_log'
import { Mailbox } from '#tests/support/mailbox'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { OtherSystem } from '#tests/support/other_system'
import { type Company, makeCompany } from '#tests/support/personas'
import {
  WEBHOOKS,
  deliver,
  deliveriesOf,
  makeWebhook,
  passRetries,
  setProgress,
  verified,
} from '#tests/support/webhooks'
import { UnitOfWork, asSystem, forOrganization } from '#core/database/unit_of_work'

test.group('Webhooks | deliveries', (group) => {
  const receiver = OtherSystem.during(group)
  const mailbox = Mailbox.during(group)
  let acme: Company

  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany()
  })

  const rename = (client: Parameters<typeof makeWebhook>[0], id: string, name: string) =>
    client.patch(`/api/customers/${id}/`).bearerToken(acme.owner.token).json({ name })

  test('an event is sent as the log has it, with the record, signed so that standardwebhooks verifies it', async ({
    client,
    assert,
  }) => {
    const webhook = await makeWebhook(client, acme.owner, { url: receiver.url })
    const id = await makeCustomer(acme, { name: 'Ada' })

    await deliver(acme, webhook)

    const [request] = receiver.requests
    assert.lengthOf(receiver.requests, 1)
    assert.match(webhook.secret, /^whsec_[\w+/]{43}=$/)
    if (!request) return
    const event = verified(request, webhook.secret)
    assert.equal(request.headers['webhook-id'], event.id)
    assert.equal(request.headers['content-type'], 'application/json')
    assert.containsSubset(event, {
      type: 'customers.create',
      subject: `customers/${id}`,
      data: { record: { id, name: 'Ada' } },
    })
    assert.throws(() => verified({ ...request, body: `${request.body} ` }, webhook.secret))
    const [delivery] = await deliveriesOf(client, acme.owner, webhook)
    assert.containsSubset(delivery, {
      state: 'delivered',
      event_id: event.id,
      attempt: 1,
      status: 204,
      error: null,
      next_attempt_at: null,
    })
  })

  test('what is thin says which record, and nothing of it', async ({ client, assert }) => {
    const webhook = await makeWebhook(client, acme.owner, { url: receiver.url, shape: 'thin' })
    const id = await makeCustomer(acme)

    await deliver(acme, webhook)

    const event = verified(receiver.last, webhook.secret)
    assert.equal(event.subject, `customers/${id}`)
    assert.notProperty(event, 'data')
  })

  test('what was rolled back is never sent', async ({ client, assert }) => {
    const webhook = await makeWebhook(client, acme.owner, { url: receiver.url })
    const refused = UnitOfWork.run(forOrganization(acme.id), async (unit) => {
      await unit.query(
        `INSERT INTO customers (organization_id, id, name, code)
         VALUES ($1, gen_random_uuid(), 'Never', 'NEVER')`,
        [acme.id]
      )
      throw new Error('It is undone')
    })
    await assert.rejects(() => refused)
    await makeCustomer(acme, { name: 'Ada' })

    await deliver(acme, webhook)

    assert.lengthOf(receiver.requests, 1)
    assert.include(receiver.last.body, 'Ada')
  })

  test('what is about one record waits for the attempt before it, and other records do not', async ({
    client,
    assert,
  }) => {
    const webhook = await makeWebhook(client, acme.owner, { url: receiver.url, shape: 'thin' })
    const first = await makeCustomer(acme, { name: 'First' })
    const other = await makeCustomer(acme, { name: 'Other' })
    await rename(client, first, 'First again')
    receiver.answers(500)

    await deliver(acme, webhook)
    const before = receiver.requests.map(({ body }) => JSON.parse(body).subject)
    await passRetries(acme, webhook)
    await deliver(acme, webhook)

    assert.sameMembers(before, [`customers/${first}`, `customers/${other}`])
    const events = receiver.requests.map((request) => verified(request, webhook.secret))
    const ofFirst = events.filter(({ subject }) => subject === `customers/${first}`)
    assert.deepEqual(typesIn(ofFirst), ['customers.create', 'customers.create', 'customers.update'])
  })

  test('each attempt has the webhook-id of the event, and a timestamp and signature of its own', async ({
    client,
    assert,
    cleanup,
  }) => {
    const webhook = await makeWebhook(client, acme.owner, { url: receiver.url })
    await makeCustomer(acme)
    receiver.answers(500)
    await deliver(acme, webhook)
    const now = Date.now()
    const { now: clock } = Date
    Date.now = () => now + 60_000
    cleanup(() => void (Date.now = clock))

    await passRetries(acme, webhook)
    await deliver(acme, webhook)

    const [first, second] = receiver.requests.map(({ headers }) => headers)
    assert.equal(first?.['webhook-id'], second?.['webhook-id'])
    assert.isAbove(Number(second?.['webhook-timestamp']), Number(first?.['webhook-timestamp']))
    assert.notEqual(first?.['webhook-signature'], second?.['webhook-signature'])
    for (const request of receiver.requests) verified(request, webhook.secret)
    const [delivery] = await deliveriesOf(client, acme.owner, webhook)
    assert.containsSubset(delivery, { state: 'delivered', attempt: 2 })
  })

  test('requests are signed with both secrets for a day after one replaced the other', async ({
    client,
    assert,
  }) => {
    const webhook = await makeWebhook(client, acme.owner, { url: receiver.url })
    const rotated = await client
      .post(`${WEBHOOKS}${webhook.id}/rotate/`)
      .bearerToken(acme.owner.token)
    rotated.assertStatus(200)
    const { secret } = rotated.body().webhook
    await makeCustomer(acme)
    await deliver(acme, webhook)

    assert.notEqual(secret, webhook.secret)
    verified(receiver.last, webhook.secret)
    verified(receiver.last, secret)
    await UnitOfWork.run(forOrganization(acme.id), (unit) =>
      unit.query(`UPDATE webhooks SET previous_secret_until = now() - interval '1 second'`)
    )
    await makeCustomer(acme)
    await deliver(acme, webhook)

    verified(receiver.last, secret)
    assert.throws(() => verified(receiver.last, webhook.secret))
  })

  test('a receiver that is dead delays no other', async ({ client, assert }) => {
    const dead = await makeWebhook(client, acme.owner, {
      url: receiver.at('/dead', { status: 503 }),
    })
    const alive = await makeWebhook(client, acme.owner, { url: receiver.url })
    await makeCustomers(acme, 12)

    await Promise.all([deliver(acme, dead), deliver(acme, alive)])

    assert.lengthOf(receiver.requestsAt(receiver.url), 12)
    assert.isBelow(receiver.requestsAt(dead.url).length, 8)
    const states = (await deliveriesOf(client, acme.owner, dead)).map(({ state }) => state)
    assert.deepEqual(states, Array(12).fill('pending'))
  })

  test('a receiver that says when it takes more is left alone until then', async ({
    client,
    assert,
  }) => {
    const url = receiver.at('/busy', { status: 429, headers: { 'retry-after': '3000' } })
    const webhook = await makeWebhook(client, acme.owner, { url })
    await makeCustomer(acme)
    await deliver(acme, webhook)
    await makeCustomer(acme)
    await deliver(acme, webhook)

    assert.lengthOf(receiver.requestsAt(url), 1)
    const [delivery] = await deliveriesOf(client, acme.owner, webhook)
    const waits =
      Date.parse(delivery?.next_attempt_at ?? '') - Date.parse(delivery?.attempted_at ?? '')
    assert.isAtLeast(waits, 2_999_000)
  })

  test('what is refused for good fails at once, and what is behind it is sent', async ({
    client,
    assert,
  }) => {
    const webhook = await makeWebhook(client, acme.owner, { url: receiver.url, shape: 'thin' })
    const id = await makeCustomer(acme)
    await rename(client, id, 'Another')
    receiver.answers(422)

    await deliver(acme, webhook)

    const deliveries = await deliveriesOf(client, acme.owner, webhook)
    assert.deepEqual(
      deliveries.map(({ state, status }) => [state, status]),
      [
        ['failed', 422],
        ['delivered', 204],
      ]
    )
  })

  test('redirects are not followed', async ({ client, assert }) => {
    const elsewhere = receiver.at('/elsewhere')
    const url = receiver.at('/moved', { status: 307, headers: { location: elsewhere } })
    const webhook = await makeWebhook(client, acme.owner, { url })
    await makeCustomer(acme)

    await deliver(acme, webhook)

    assert.lengthOf(receiver.requestsAt(elsewhere), 0)
    const [delivery] = await deliveriesOf(client, acme.owner, webhook)
    assert.containsSubset(delivery, { state: 'failed', status: 307 })
  })

  test('410 disables the webhook, and who answers for it gets a mail', async ({
    client,
    assert,
  }) => {
    const url = receiver.at('/gone', { status: 410 })
    const webhook = await makeWebhook(client, acme.owner, { url })
    await makeCustomer(acme)
    await deliver(acme, webhook)
    await makeCustomer(acme)
    await deliver(acme, webhook)
    await runJobs()

    assert.lengthOf(receiver.requestsAt(url), 1)
    const shown = await client.get(`${WEBHOOKS}${webhook.id}/`).bearerToken(acme.owner.token)
    shown.assertBodyContains({ state: 'disabled', state_reason: 'gone' })
    assert.include(mailbox.last(acme.owner.email).subject, 'was disabled')
    const { rows } = await UnitOfWork.run(forOrganization(acme.id), (unit) =>
      unit.query(`SELECT id FROM audit_events WHERE action = 'webhooks:disable'`)
    )
    assert.lengthOf(rows, 1)
  })

  test('three days of nothing but failure disable it; one success begins them anew', async ({
    client,
    assert,
  }) => {
    const webhook = await makeWebhook(client, acme.owner, { url: receiver.url })
    const stateOf = async () =>
      (await client.get(`${WEBHOOKS}${webhook.id}/`).bearerToken(acme.owner.token)).body()
    const failOnce = async () => {
      receiver.answers(500)
      await makeCustomer(acme)
      await deliver(acme, webhook)
    }
    await failOnce()
    await setProgress(webhook, `failing_since = now() - interval '71 hours'`)
    await failOnce()
    assert.equal((await stateOf()).state, 'active')
    await passRetries(acme, webhook)
    await deliver(acme, webhook)
    assert.isNull((await stateOf()).failing_since)

    await setProgress(webhook, `failing_since = now() - interval '73 hours'`)
    await failOnce()

    assert.containsSubset(await stateOf(), { state: 'disabled', state_reason: 'failing' })
    await runJobs()
    assert.include(mailbox.last(acme.owner.email).text, 'three days')
  })

  test('a paused webhook sends nothing, and when it is resumed what happened meanwhile', async ({
    client,
    assert,
  }) => {
    const webhook = await makeWebhook(client, acme.owner, { url: receiver.url })
    const act = (name: string) =>
      client.post(`${WEBHOOKS}${webhook.id}/${name}/`).bearerToken(acme.owner.token)
    const paused = await act('pause')
    paused.assertBodyContains({ webhook: { state: 'paused', state_reason: 'paused' } })
    await makeCustomer(acme)
    await deliver(acme, webhook)
    assert.lengthOf(receiver.requests, 0)

    const resumed = await act('resume')
    resumed.assertBodyContains({ webhook: { state: 'active', state_reason: null } })
    await deliver(acme, webhook)

    assert.lengthOf(receiver.requests, 1)
  })

  test('a webhook pauses whose filter asks for a custom field without an index among too many records', async ({
    client,
    assert,
  }) => {
    const field = { resource: 'customers', key: 'region', title: 'Region', type: 'text' }
    const made = await client.post('/api/custom-fields/').bearerToken(acme.owner.token).json(field)
    made.assertStatus(201)
    const filter = { customers: { 'custom.region': 'north' } }
    const webhook = await makeWebhook(client, acme.owner, { url: receiver.url, filter })
    await makeCustomer(acme)
    await UnitOfWork.run(asSystem, (unit) =>
      unit.query(
        `UPDATE record_counters SET total = total + 20000
         WHERE organization_id = $1 AND resource = 'customers'`,
        [acme.id]
      )
    )
    await deliver(acme, webhook)

    const shown = await client.get(`${WEBHOOKS}${webhook.id}/`).bearerToken(acme.owner.token)
    shown.assertBodyContains({ state: 'paused', state_reason: 'filter_not_indexed' })
    assert.lengthOf(receiver.requests, 0)
  })

  test('a webhook whose place is not in the log any more pauses, and goes on from now when it is resumed', async ({
    client,
    assert,
  }) => {
    const webhook = await makeWebhook(client, acme.owner, { url: receiver.url })
    await makeCustomer(acme, { name: 'Before' })
    await setProgress(webhook, `xid = '18000000000000000000'`)
    await deliver(acme, webhook)
    const shown = await client.get(`${WEBHOOKS}${webhook.id}/`).bearerToken(acme.owner.token)
    shown.assertBodyContains({ state: 'paused', state_reason: 'events_expired' })

    await client.post(`${WEBHOOKS}${webhook.id}/resume/`).bearerToken(acme.owner.token)
    await makeCustomer(acme, { name: 'Since' })
    await deliver(acme, webhook)

    assert.lengthOf(receiver.requests, 1)
    assert.include(receiver.last.body, 'Since')
  })

  test('the log keeps 4 kB of an answer, and no header that lets somebody in', async ({
    client,
    assert,
  }) => {
    const headers = { 'set-cookie': 'session=1', 'x-request-id': 'r-1' }
    const url = receiver.at('/long', { status: 200, headers, body: 'é'.repeat(10_000) })
    const webhook = await makeWebhook(client, acme.owner, { url })
    await makeCustomer(acme)
    await deliver(acme, webhook)

    const [delivery] = await deliveriesOf(client, acme.owner, webhook)
    const path = `${WEBHOOKS}${webhook.id}/deliveries/${delivery?.id}/`
    const shown = (await client.get(path).bearerToken(acme.owner.token)).body()

    assert.equal(shown.state, 'delivered')
    assert.equal(shown.answer, 'é'.repeat(2_048))
    assert.containsSubset(shown.answer_headers, { 'set-cookie': '…', 'x-request-id': 'r-1' })
    assert.equal(shown.request_headers['webhook-signature'], 'v1,…')
    assert.containsSubset(shown.attempts, [{ attempt: 1, status: 200, error: null }])
  })
})
