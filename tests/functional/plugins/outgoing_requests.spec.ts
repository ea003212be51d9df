import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { test } from '@japa/runner'
import getPort from 'get-port'
import { Headers } from 'undici'
import { ask, askWith } from '#core/plugins/delivery/http'
import { HttpClient } from '#core/plugins/delivery/http_client'
import type { Resolve } from '#core/http/guarded_lookup'
import { redirected } from '#core/plugins/delivery/redirects'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

const REFUSED = /leads to a private network/

/** What was asked of the server on this host, in order. */
const asked: string[] = []
/** With which headers, where it did not redirect. */
const received: IncomingMessage['headers'][] = []
let server: Server
let port = 0

/** Names and what they resolve to. What else is refused, and how: tests/unit/http/forbidden_targets.spec.ts. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'allowed.example.com': ['127.0.0.1'],
}
const resolve: Resolve = (name, callback) => {
  const addresses = (NAMES[name] ?? []).map((address) => ({
    address,
    family: address.includes(':') ? 6 : 4,
  }))
  callback(null, addresses)
}

/** A system on this host: it redirects, takes its time, says much, or says what it was told. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  asked.push(`${request.method} ${request.url}`)
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
  if (pathname === '/redirect') {
    const status = Number(searchParams.get('status') ?? 302)
    response.writeHead(status, { location: searchParams.get('to') ?? '' }).end()
  } else if (pathname.startsWith('/round/')) {
    const left = Number(pathname.split('/')[2])
    response.writeHead(302, { location: left > 1 ? `/round/${left - 1}` : '/there' }).end()
  } else if (pathname === '/slow') {
    response.write('a')
    await sleep(3_000, undefined, { ref: false })
    response.end()
  } else if (pathname === '/large') {
    response.writeHead(200, { 'content-encoding': 'gzip' })
    response.end(gzipSync('0'.repeat(200_000)))
  } else {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { authorization = null } = request.headers
    received.push(request.headers)
    response.writeHead(201, { 'content-type': 'application/json', 'x-one': '1' })
    response.end(JSON.stringify({ body: Buffer.concat(chunks).toString(), authorization }))
  }
}

const local = new HttpClient({ allowed: ['127.0.0.0/8'], resolve })

test.group('Plugins | requests to other systems', (group) => {
  group.setup(async () => {
    server = createServer((request, response) => void answer(request, response))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port: found } = Object(server.address()) satisfies Partial<AddressInfo>
    port = found
    return async () => {
      await local.close()
      server.closeAllConnections()
      server.close()
    }
  })
  group.each.setup(() => {
    asked.length = 0
    received.length = 0
  })

  test('are refused where an answer redirects to, and redirects are followed only when asked', async ({
    assert,
  }) => {
    const to = (target: string) =>
      `http://127.0.0.1:${port}/redirect?to=${encodeURIComponent(target)}`
    const outside = to('http://10.0.0.1/')
    const sideways = to(`http://[::1]:${port}/`)
    const within = to(`http://127.0.0.1:${port}/there`)

    for (const url of [outside, sideways]) {
      await assert.rejects(() => local.ask(url, { redirect: 'follow' }), REFUSED)
    }
    const stayed = await local.ask(outside)
    const followed = await local.ask(within, { redirect: 'follow' })

    assert.equal(stayed.status, 302)
    assert.equal(stayed.headers.location, 'http://10.0.0.1/')
    assert.equal(followed.status, 201)
    assert.lengthOf(asked, 5)
  })

  test('follow five redirects, and no more', async ({ assert }) => {
    const round = (times: number) =>
      local.ask(`http://127.0.0.1:${port}/round/${times}`, { redirect: 'follow' })

    assert.equal((await round(5)).status, 201)
    await assert.rejects(() => round(6), `http://127.0.0.1:${port} redirects more than 5 times`)
    assert.notInclude(asked.slice(6), 'GET /there')
  })

  test('are followed to another origin without headers of their own', async ({ assert }) => {
    const redirect = (host: string) =>
      local.ask(
        `http://127.0.0.1:${port}/redirect?status=307&to=${encodeURIComponent(`http://${host}:${port}/there`)}`,
        {
          method: 'POST',
          headers: {
            'Authorization': 'Bearer x',
            'X-Api-Key': 'hidden',
            'Cookie': 'a=b',
            'Accept': 'application/json',
            'Content-Type': 'text/plain',
          },
          body: 'hello',
          redirect: 'follow',
        }
      )

    const elsewhere = await redirect('allowed.example.com')
    await redirect('127.0.0.1')

    assert.deepEqual(elsewhere.json(), { body: 'hello', authorization: null })
    const [other, same] = received
    assert.notInclude(JSON.stringify(other), 'hidden')
    assert.notProperty(other, 'cookie')
    assert.containsSubset(other, { 'accept': 'application/json', 'content-type': 'text/plain' })
    assert.containsSubset(same, { 'authorization': 'Bearer x', 'x-api-key': 'hidden' })
  })

  test('are followed by the method and with the body that the standard says', async ({
    assert,
  }) => {
    const followed = async (method: 'POST' | 'PUT', status: number) => {
      asked.length = 0
      const to = `http://127.0.0.1:${port}/redirect?status=${status}&to=/there`
      const headers = { 'content-type': 'text/plain' }
      const sent = { method, headers, body: 'hello', redirect: 'follow' } as const
      const { body }: { body: string } = Object((await local.ask(to, sent)).json())
      return `${asked.at(-1)?.split(' ')[0]} ${body} ${received.at(-1)?.['content-type'] ?? ''}`
    }

    for (const status of [301, 302, 303]) assert.equal(await followed('POST', status), 'GET  ')
    assert.equal(await followed('PUT', 303), 'GET  ')
    for (const status of [307, 308]) {
      assert.equal(await followed('POST', status), 'POST hello text/plain')
    }
    assert.equal(await followed('PUT', 302), 'PUT hello text/plain')
  })

  test('are not followed from https to http, to passwords, or to what is no page: {location}')
    .with([
      { location: 'http://example.com/', reason: /from https to http/ },
      { location: 'https://ann:hidden@example.com/', reason: /a URL with a password/ },
      { location: 'file:///etc/passwd', reason: /file:, which cannot be asked/ },
      { location: 'http://', reason: /what is no URL/ },
    ])
    .run(({ assert }, { location, reason }) => {
      const sent = {
        url: new URL('https://example.com/'),
        method: 'GET',
        headers: {},
        body: null,
      }
      const answered = { status: 302, headers: new Headers({ location }) }

      assert.throws(() => redirected(sent, answered, 0), reason)
    })

  test('go to the very address that was looked at, whatever the name resolves to next', async ({
    assert,
  }) => {
    let times = 0
    const client = new HttpClient({
      allowed: ['127.0.0.1'],
      resolve: (_name, callback) => {
        times += 1
        const address = times === 1 ? '127.0.0.1' : '127.0.0.2'
        callback(null, [{ address, family: 4 }])
      },
    })

    const answered = await client.ask(`http://rebound.example.com:${port}/`)

    assert.equal(answered.status, 201)
    assert.equal(times, 1)
    await client.close()
  })

  test('answer with status, headers and body', async ({ assert }) => {
    const answered = await local.ask(`http://allowed.example.com:${port}/orders?a=1`, {
      method: 'POST',
      headers: { authorization: 'Bearer x' },
      body: 'hello',
    })

    assert.equal(answered.status, 201)
    assert.isTrue(answered.ok)
    assert.equal(answered.headers['x-one'], '1')
    assert.deepEqual(answered.json(), { body: 'hello', authorization: 'Bearer x' })
    assert.deepEqual(asked, ['POST /orders?a=1'])
  })

  test('end at their deadline, at the most bytes, and by a signal', async ({ assert }) => {
    const at = (path: string) => `http://127.0.0.1:${port}${path}`

    const begun = performance.now()
    await assert.rejects(
      () => local.ask(at('/slow?secret=1'), { deadline: 0.3 }),
      `http://127.0.0.1:${port} did not answer within 0.3 seconds`
    )
    assert.isBelow(performance.now() - begun, 2_000)
    await assert.rejects(
      () => local.ask(at('/large'), { maxBytes: 100_000 }),
      `http://127.0.0.1:${port} answered more than 100000 bytes`
    )
    await assert.rejects(() => local.ask(at('/slow'), { signal: AbortSignal.abort() }))
  })

  test('tell nothing but the host when they fail', async ({ assert }) => {
    const closed = `http://127.0.0.1:${await getPort()}`

    await assert.rejects(
      () => local.ask(`${closed}/path?token=hidden`),
      `${closed} could not be asked: ECONNREFUSED`
    )
    await assert.rejects(
      () => local.ask('http://ann:hidden@example.com/'),
      'The URL of example.com holds a password: send it as a header'
    )
    for (const url of ['file:///etc/passwd', 'data:text/plain,a', 'ftp://example.com/']) {
      await assert.rejects(() => local.ask(url), /Only http and https/)
    }
    await assert.rejects(() => local.ask('nowhere'), 'What is to be asked is no URL')
  })

  test('are refused inside of a transaction', async ({ assert, cleanup }) => {
    cleanup(askWith(local))
    const url = `http://127.0.0.1:${port}/`

    await assert.rejects(
      () => UnitOfWork.run(asSystem, () => ask(url)),
      /A transaction waits for no other system/
    )

    assert.isEmpty(asked)
    assert.equal((await ask(url)).status, 201)
  })
})
