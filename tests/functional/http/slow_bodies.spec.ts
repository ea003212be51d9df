import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { uploadPlaces } from '#core/http/upload'
import { csv, sendFile } from '#tests/support/imports'
import { forgetJobs } from '#tests/support/jobs'
import { type Company, type Persona, hireWith, makeCompany } from '#tests/support/personas'
import { SlowClient, UPLOAD_BEGINS, eventually, uploadHeaders } from '#tests/support/slow_client'

const to = () => SlowClient.to(`${process.env.APP_URL}`)
const json = (token: string, length: number) => ({
  'Authorization': `Bearer ${token}`,
  'Content-Type': 'application/json',
  'Content-Length': String(length),
})

test.group('HTTP | clients that send slowly', (group) => {
  let acme: Company
  let open: SlowClient[] = []

  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany()
    return () => {
      for (const client of open) client.leave()
      open = []
      return eventually(() => uploadPlaces.taken === 0)
    }
  })

  /** Begins to send a file. */
  const upload = async ({ token }: Persona) => {
    const client = await to()
    open.push(client.begin('POST /api/imports/', uploadHeaders(token)).send(UPLOAD_BEGINS))
    return client
  }

  const countOf = async (client: ApiClient) =>
    (await client.get('/api/customers/').bearerToken(acme.owner.token)).body().count

  test('a body that drips is answered 408, its connection closed, and nothing is made', async ({
    client,
    assert,
  }) => {
    const slow = await to()
    slow.begin('POST /api/customers/', json(acme.owner.token, 5_000)).send('{"name":"Ann"')
    const seconds = await slow.drip(' ', 100)

    assert.isBelow(seconds, 10)
    assert.match(slow.answer, /^HTTP\/1\.1 408 Request Timeout\r\n/)
    assert.match(slow.answer, /\r\nconnection: close\r\n/i)
    assert.include(slow.answer, 'application/problem+json')
    assert.include(slow.answer, '"code":"request_timeout"')
    assert.equal(await countOf(client), 0)
  })

  test('so is one that is compressed, one in chunks, and the form of a page', async ({
    assert,
  }) => {
    const { token } = acme.owner
    const compressed = await to()
    compressed.begin('POST /api/customers/', {
      ...json(token, 5_000),
      'Content-Encoding': 'gzip',
    })
    const chunked = await to()
    chunked.begin('POST /api/customers/', {
      'Authorization': `Bearer ${token}`,
      'Content-Type': 'application/json',
      'Transfer-Encoding': 'chunked',
    })
    const form = await to()
    form.begin('POST /admin/login', {
      'Content-Type': 'application/x-www-form-urlencoded',
      'Content-Length': '5000',
    })
    await Promise.all([
      compressed.drip('', 1_000),
      chunked.drip('1\r\n \r\n', 100),
      form.drip('a', 100),
    ])

    for (const { answer } of [compressed, chunked, form]) {
      assert.match(answer, /^HTTP\/1\.1 408 /)
      assert.match(answer, /\r\nconnection: close\r\n/i)
    }
  })

  test('a file that drips is answered 408, and its place is free again', async ({ assert }) => {
    const slow = await upload(acme.owner)
    const seconds = await slow.drip('x', 100)

    assert.isBelow(seconds, 10)
    assert.match(slow.answer, /^HTTP\/1\.1 408 /)
    assert.include(slow.answer, '"code":"request_timeout"')
    assert.equal(uploadPlaces.taken, 0)
  })

  test('a body that comes slowly and steadily is received', async ({ assert }) => {
    const slow = await to()
    const text = JSON.stringify({ name: 'Ann', notes: 'x'.repeat(6_000) })
    slow.begin('POST /api/customers/', json(acme.owner.token, text.length))
    for (let at = 0; at < text.length; at += 1_000) {
      slow.send(text.slice(at, at + 1_000))
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
    await eventually(() => slow.answer !== '')
    assert.match(slow.answer, /^HTTP\/1\.1 201 /)
    slow.leave()
  })

  test('headers that drip, or do not come at all, end the connection', async ({ assert }) => {
    const [silent, slow] = [await to(), await to()]
    slow.send('GET /api/customers/ HTTP/1.1\r\nHost: 127.0.0.1\r\n')
    const seconds = await Promise.all([silent.drip('', 100), slow.drip('X-Drip: x\r\n', 100)])

    for (const took of seconds) assert.isBelow(took, 10)
    assert.match(slow.answer, /^HTTP\/1\.1 408 /)
  })

  test('a body that no one reads does not keep the connection of its answer', async ({
    assert,
  }) => {
    const slow = await to()
    slow.begin('GET /api/customers/', json(acme.owner.token, 5_000))
    const seconds = await slow.drip(' ', 100)

    assert.match(slow.answer, /^HTTP\/1\.1 200 /)
    assert.isBelow(seconds, 10)
  })

  test('a connection is kept for longer than proxies keep theirs', async ({ client, assert }) => {
    const answer = await client.get('/health/live').header('Connection', 'keep-alive')
    const [, seconds] = /timeout=(\d+)/.exec(String(answer.header('keep-alive'))) ?? []
    assert.isAtLeast(Number(seconds), 65)
  })

  test('anyone who sends as many files as are theirs is told so, and others are received', async ({
    client,
    assert,
  }) => {
    const colleague = await hireWith(acme, ['imports:create', 'customers:create'])
    const globex = await makeCompany('Globex')
    await upload(acme.owner)
    await upload(acme.owner)
    await eventually(() => uploadPlaces.taken === 2)

    const refused = await sendFile(client, acme.owner, csv('name', 'Ann'))
    refused.assertStatus(429)
    refused.assertBodyContains({ code: 'too_many_requests' })
    assert.isAbove(Number(refused.header('retry-after')), 0)
    const taken = await sendFile(client, colleague, csv('name', 'Ann'))
    taken.assertStatus(201)

    await upload(colleague)
    await upload(colleague)
    await eventually(() => uploadPlaces.taken === 4)
    const third = await hireWith(acme, ['imports:create', 'customers:create'])
    const late = await sendFile(client, third, csv('name', 'Bob'))
    late.assertStatus(429)
    const foreign = await sendFile(client, globex.owner, csv('name', 'Bob'))
    foreign.assertStatus(201)
  })

  test('anyone who goes away while sending has the place free at once', async ({ client }) => {
    const first = await upload(acme.owner)
    const second = await upload(acme.owner)
    await eventually(() => uploadPlaces.taken === 2)
    first.leave()
    second.leave()
    await eventually(() => uploadPlaces.taken === 0, 1)

    const taken = await sendFile(client, acme.owner, csv('name', 'Ann'))
    taken.assertStatus(201)
  })
})
