import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { streams } from '#config/events'
import { BearerGuard } from '#core/access/bearer_guard'
import { answerStream } from '#core/events/event_stream'
import { streamPlaces } from '#core/events/stream_places'
import { eventWatcher } from '#core/events/watcher'
import { api } from '#tests/support/api'
import { makeApiKey } from '#tests/support/api_keys'
import { makeCustomer } from '#tests/support/customers'
import { EventClient } from '#tests/support/event_client'
import { readAll, typesIn } from '#tests/support/event_log'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'

const address = () => `http://${process.env.HOST}:${process.env.PORT}`

test.group('Events | stream', (group) => {
  let acme: Company
  const open: EventClient[] = []

  group.each.setup(async () => {
    acme = await makeCompany()
    return async () => {
      await Promise.all(open.splice(0).map((client) => client.close()))
    }
  })

  async function stream(token = acme.owner.token, options = {}) {
    const client = await EventClient.open(address(), token, options)
    open.push(client)
    return client
  }

  test('what is committed comes as it is in the log, and nothing from before', async ({
    client,
    assert,
  }) => {
    await makeCustomer(acme)
    const listener = await stream()
    const id = await makeCustomer(acme)
    await client.patch(`/api/customers/${id}/`).bearerToken(acme.owner.token).json({ city: 'Rome' })

    const events = await listener.has(2)

    const logged = await readAll(client, acme.owner, { subject: `customers/${id}` })
    assert.deepEqual(events, logged)
    assert.equal(listener.lastId, logged.at(-1)?.sequence)
    assert.equal(listener.headers.get('content-type'), 'text/event-stream; charset=utf-8')
    assert.isNull(listener.headers.get('content-encoding'))
  })

  test('a client that comes back goes on behind what it has had', async ({ assert }) => {
    const listener = await stream()
    await makeCustomer(acme)
    const [first] = await listener.has(1)
    await listener.close()
    const missed = await makeCustomer(acme)

    const again = await stream(acme.owner.token, { headers: { 'Last-Event-ID': listener.lastId } })
    const events = await again.has(1)

    assert.equal(first?.type, 'customers.create')
    assert.deepEqual(
      events.map(({ subject }) => subject),
      [`customers/${missed}`]
    )
  })

  test('types select, and an API key may stream', async ({ client, assert }) => {
    const { key } = await makeApiKey(client, acme.owner, { role: 'admin' })
    const listener = await stream(key, { query: 'types=customers.update' })
    const id = await makeCustomer(acme)
    await client.patch(`/api/customers/${id}/`).bearerToken(acme.owner.token).json({ city: 'Rome' })

    assert.deepEqual(typesIn(await listener.has(1)), ['customers.update'])
  })

  test('it ends when the member is removed, and says why', async ({ client, assert }) => {
    const reader = await hireWith(acme, ['events:read', 'customers:read'])
    const listener = await stream(reader.token)
    await api(client, acme.owner).delete(`/api/user-organizations/${reader.membershipId}/`)
    await makeCustomer(acme)

    await listener.over

    assert.deepEqual(listener.events, [])
    assert.isAtLeast(listener.end?.status ?? 0, 400)
  })

  test('it ends when the session ends, though nothing happens', async ({ client, assert }) => {
    const { heartbeatSeconds } = streams
    streams.heartbeatSeconds = 0.2
    const listener = await stream()
    await client
      .post('/api/auth/logout/')
      .bearerToken(acme.owner.token)
      .json({ refresh: acme.owner.refresh })

    await listener.over
    streams.heartbeatSeconds = heartbeatSeconds

    assert.equal(listener.end?.status, 401)
  })

  test('a caller has so many at once, and their places when they have left', async ({ assert }) => {
    for (let index = 0; index < streams.shares.caller; index += 1) await stream()
    const refusal: unknown = await stream().catch((error: unknown) => error)
    await open.splice(0, 1)[0]?.close()
    for (let waited = 0; streamPlaces.taken >= streams.shares.caller && waited < 200; waited += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10))
    }

    assert.propertyVal(refusal, 'status', 429)
    await stream()
  })

  test('all who listen hear what comes right after the last of them has come', async ({
    assert,
  }) => {
    const listeners = [await stream(), await stream(), await stream()]
    const id = await makeCustomer(acme)

    for (const listener of listeners) {
      const [event] = await listener.has(1)
      assert.equal(event?.subject, `customers/${id}`)
    }
  })

  test('while nothing happens, one statement looks for all who wait', async ({ assert }) => {
    await Promise.all([stream(), stream(), stream()])
    for (let waited = 0; eventWatcher.waiting < 3 && waited < 200; waited += 1) await sleep(10)

    assert.equal(eventWatcher.waiting, 3)
  })

  test('the streams of a caller are let in together, those of another apart', async ({
    assert,
    cleanup,
  }) => {
    const other = await hireWith(acme, ['events:read', 'customers:read'])
    const listeners = await Promise.all([stream(), stream(), stream(), stream(other.token)])
    /* From then on they wait for the same: until then each goes on from where it was opened. */
    await makeCustomer(acme)
    await Promise.all(listeners.map((listener) => listener.has(1)))
    for (let waited = 0; eventWatcher.waiting < 4 && waited < 200; waited += 1) await sleep(10)
    const { credentials } = BearerGuard.prototype
    let times = 0
    BearerGuard.prototype.credentials = function (this: BearerGuard) {
      times += 1
      return credentials.call(this)
    }
    cleanup(() => {
      Object.assign(BearerGuard.prototype, { credentials })
    })

    const id = await makeCustomer(acme)
    const events = await Promise.all(listeners.map((listener) => listener.has(2)))

    assert.deepEqual(
      events.map(([, event]) => event?.subject),
      listeners.map(() => `customers/${id}`)
    )
    assert.equal(times, 2)
  })

  test('a malformed request is a problem, not a stream, and so is one that takes no stream', async ({
    client,
    assert,
  }) => {
    const misspelt = await client
      .get('/api/events/stream/?typ=deals.*')
      .bearerToken(acme.owner.token)
      .header('Accept', 'text/event-stream')
    const plain = await client.get('/api/events/stream/').bearerToken(acme.owner.token)

    misspelt.assertStatus(400)
    assert.equal(misspelt.body().code, 'unknown_parameter')
    plain.assertStatus(406)
    assert.equal(plain.body().code, 'not_acceptable')
  })

  test('nothing is begun for a client that left while it was opened', async ({ assert }) => {
    const ctx = await testUtils.createHttpContext()
    const events = Readable.from([])
    ctx.response.response.destroy()

    answerStream(ctx, events)

    assert.isTrue(events.destroyed)
  })

  test('it takes a permission', async ({ assert }) => {
    const viewer = await hireWith(acme, ['customers:read'])
    const refusal: unknown = await stream(viewer.token).catch((error: unknown) => error)

    assert.propertyVal(refusal, 'status', 403)
  })
})
