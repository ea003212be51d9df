import { once } from 'node:events'
import { type Server, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from '@japa/runner'
import type { Resolve } from '#core/http/guarded_lookup'
import { HttpClient } from '#core/plugins/delivery/http_client'
import {
  ELSEWHERE,
  LOOPBACK,
  RESOLVED,
  SURROUNDED,
  UNSENDABLE,
} from '#tests/support/forbidden_targets'

const PRIVATE = /leads to a private network, which plugins may not ask/

/** Whether all of 127.0.0.0/8 is this host. */
const HAS_MANY_ADDRESSES = process.platform === 'linux'
const ONE_ADDRESS = 'There is one address of this host, which cannot be both allowed and refused'

const STATUSES = [301, 302, 303, 307, 308]
const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy']

test.group('HTTP client | what is not on the internet', (group) => {
  /** Listens on all addresses of this host. */
  let canary: Server
  let port = 0
  /** Connections to the canary. */
  let hits = 0
  let clients: HttpClient[] = []

  group.setup(async () => {
    canary = createServer((_request, response) => void response.end('here'))
    canary.on('connection', () => (hits += 1))
    canary.listen(0)
    await once(canary, 'listening')
    port = portOf(canary)
    return () => {
      canary.closeAllConnections()
      canary.close()
    }
  })
  group.each.setup(() => {
    hits = 0
    clients = []
    return async () => {
      await Promise.all(clients.map((client) => client.close()))
    }
  })

  /** A client for which every name is one of this host by default. */
  function clientOf(addresses: readonly string[] = ['127.0.0.1'], allowed: readonly string[] = []) {
    const client = new HttpClient({ allowed, resolve: resolveTo(() => addresses) })
    clients.push(client)
    return client
  }

  const at = (url: string) => url.replace('{port}', String(port))

  test('is not asked: http://{$self}')
    .with([...LOOPBACK, ...ELSEWHERE])
    .run(async ({ assert }, host) => {
      await assert.rejects(() => clientOf().ask(`http://${host}:${port}/`), PRIVATE)
      assert.equal(hits, 0)
    })

  test('is not asked: {$self}')
    .with(SURROUNDED)
    .run(async ({ assert }, url) => {
      await assert.rejects(() => clientOf().ask(at(url)), PRIVATE)
      assert.equal(hits, 0)
    })

  test('is not asked by a name that resolves to {$self}')
    .with([...RESOLVED])
    .run(async ({ assert }, addresses) => {
      await assert.rejects(() => clientOf(addresses).ask(`http://example.com:${port}/`), PRIVATE)
      assert.equal(hits, 0)
    })

  test('is not asked by the names that the system has for this host')
    .with(['localhost', 'LOCALHOST', 'localhost.'])
    .run(async ({ assert }, name) => {
      const client = new HttpClient()
      clients.push(client)

      await assert.rejects(() => client.ask(`http://${name}:${port}/`))
      assert.equal(hits, 0)
    })

  test('is refused in words, before any name is resolved: {url}')
    .with([...UNSENDABLE])
    .run(async ({ assert }, { url, request, reason }) => {
      const error = await clientOf()
        .ask(at(url), request)
        .catch((caught: unknown) => caught)

      assert.instanceOf(error, Error)
      assert.match(String(Object(error).message), reason)
      assert.notInclude(String(Object(error).message), 'secret')
      assert.equal(hits, 0)
    })

  test('is not asked by a name that resolves to it later', async ({ assert, cleanup }) => {
    const open = await serverThat((response) => response.end('there'))
    cleanup(open.close)
    let address = '127.0.0.2'
    const client = new HttpClient({ allowed: ['127.0.0.2'], resolve: resolveTo(() => [address]) })
    clients.push(client)

    const first = await client.ask(`http://rebound.example.com:${open.port}/`)
    address = '127.0.0.1'
    await assert.rejects(() => client.ask(`http://rebound.example.com:${port}/`), PRIVATE)
    await open.close()
    await assert.rejects(() => client.ask(`http://rebound.example.com:${open.port}/`), PRIVATE)

    assert.equal(first.text(), 'there')
    assert.equal(hits, 0)
  }).skip(!HAS_MANY_ADDRESSES, ONE_ADDRESS)

  test('is not asked where a server redirects to it, by any status')
    .with(STATUSES)
    .skip(!HAS_MANY_ADDRESSES, ONE_ADDRESS)
    .run(async ({ assert, cleanup }, status) => {
      const targets = [
        ...[...LOOPBACK, ...ELSEWHERE].map((host) => `http://${inHeader(host)}:${port}/`),
        `//127.0.0.1:${port}/`,
        `https://127.0.0.1:${port}/`,
      ]
      let target = ''
      const redirector = await serverThat((response, path) => {
        const location = path === '/twice' ? '/once' : target
        response.writeHead(status, { location }).end()
      })
      cleanup(redirector.close)
      const client = clientOf(['127.0.0.1'], ['127.0.0.2'])

      for (target of targets) {
        for (const path of ['/once', '/twice']) {
          const ask = () =>
            client.ask(`http://127.0.0.2:${redirector.port}${path}`, { redirect: 'follow' })
          await assert.rejects(ask, PRIVATE)
        }
      }
      for (const scheme of ['file:///etc/passwd', 'gopher://127.0.0.1/', 'data:text/plain,a']) {
        target = scheme
        await assert.rejects(
          () => client.ask(`http://127.0.0.2:${redirector.port}/once`, { redirect: 'follow' }),
          /redirects to \w+:, which cannot be asked/
        )
      }
      assert.equal(hits, 0)
    })

  test('is no proxy because the environment names it as one', async ({ assert, cleanup }) => {
    const before = { ...process.env }
    cleanup(() => {
      process.env = before
    })
    for (const name of PROXIES) process.env[name] = `http://127.0.0.1:${port}`
    process.env.NODE_USE_ENV_PROXY = '1'
    const local = await serverThat((response) => response.end('there'))
    cleanup(local.close)

    const answered = await clientOf([], ['127.0.0.2']).ask(`http://127.0.0.2:${local.port}/`)

    assert.equal(answered.text(), 'there')
    assert.equal(hits, 0)
  }).skip(!HAS_MANY_ADDRESSES, ONE_ADDRESS)

  test('is asked where it is allowed: the canary lives', async ({ assert }) => {
    const client = clientOf(['127.0.0.1'], ['127.0.0.0/8', '::ffff:127.0.0.1'])

    const answered = await client.ask(`http://example.com:${port}/`)

    assert.equal(answered.text(), 'here')
    assert.equal(hits, 1)
  })
})

/** A host as a header can have it. */
function inHeader(host: string): string {
  return /^[\x21-\x7e]+$/.test(host) ? host : encodeURI(host.replace('\t', ''))
}

/** Resolves every name to the addresses of this moment. */
function resolveTo(addresses: () => readonly string[]): Resolve {
  return (_name, callback) =>
    callback(
      null,
      addresses().map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    )
}

/** A server on another address of this host, which may be asked. */
async function serverThat(answer: (response: ServerResponse, path: string) => void) {
  const server = createServer((request, response) => answer(response, request.url ?? ''))
  server.listen(0, '127.0.0.2')
  await once(server, 'listening')
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { port: portOf(server), close }
}

function portOf(server: Server): number {
  const { port }: Partial<AddressInfo> = Object(server.address())
  return port ?? 0
}
