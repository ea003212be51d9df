import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, type ServerResponse, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { test } from '@japa/runner'
import { inTime, watchBody } from '#core/http/body_pace'
import { readJsonBody } from '#core/http/middleware/json_body_middleware'
import type { Cleaner } from '#tests/support/clone'

type Handle = (incoming: IncomingMessage, response: ServerResponse) => void

/** Begins a request to a server that does nothing else. */
async function toServer({ cleanup }: Cleaner, handle: Handle, headers: Record<string, string>) {
  const server = createServer(handle).listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanup(async () => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('It listens nowhere')
  const { port }: AddressInfo = address
  return request({ port, host: '127.0.0.1', method: 'POST', headers })
}

test.group('Support | bodies of JSON', () => {
  test('are not waited for when their client was gone before anyone read them', async ({
    assert,
    cleanup,
  }) => {
    const outcome = Promise.withResolvers<unknown>()
    const patience = { seconds: 60, bytesPerSecond: 0, windowSeconds: 60 }
    const handle: Handle = (incoming) => {
      incoming.once('close', () => {
        const never = Promise.withResolvers<never>().promise
        inTime(incoming, patience, () => never).then(outcome.resolve, outcome.resolve)
      })
      client.destroy()
    }
    const client = await toServer({ cleanup }, handle, { 'content-length': '100' })
    client.on('error', () => null)
    client.write('x')

    assert.containSubset(await outcome.promise, { status: 400, code: 'malformed_body' })
  })

  for (const [encoding, encode] of [
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['identity', Buffer.from],
  ] as const) {
    test(`${encoding}: whose client goes away midway are not waited for`, async ({
      assert,
      cleanup,
    }) => {
      const outcome = Promise.withResolvers<unknown>()
      const handle: Handle = (incoming) => {
        setTimeout(() => client.destroy(), 50)
        readJsonBody(incoming).then(outcome.resolve, outcome.reject)
      }
      const client = await toServer({ cleanup }, handle, {
        'Content-Encoding': encoding,
        'Content-Length': '5000',
      })
      client.on('error', () => {})
      client.write(encode(Buffer.from('{"name":"Ann"}')).subarray(0, 12))

      await assert.rejects(() => outcome.promise)
    }).timeout(1_500)
  }

  for (const [encoding, encode] of [
    ['gzip', gzipSync],
    ['identity', Buffer.from],
  ] as const) {
    test(`${encoding}: that are too large are received to their end`, async ({
      assert,
      cleanup,
    }) => {
      const complete = Promise.withResolvers<boolean>()
      const handle: Handle = (incoming, response) => {
        incoming.once('close', () => complete.resolve(incoming.complete))
        void readJsonBody(incoming).catch((error: unknown) => {
          response.statusCode = Number(Object(error).status)
          response.end()
        })
      }
      const text = `{"name":"${randomBytes(6_000_000).toString('base64')}"}`
      const client = await toServer({ cleanup }, handle, { 'Content-Encoding': encoding })
      client.end(encode(Buffer.from(text)))
      const [response]: IncomingMessage[] = await once(client, 'response')
      response?.resume()

      assert.equal(response?.statusCode, 413)
      assert.isTrue(await complete.promise)
    }).timeout(3_000)
  }

  test('that are there are not watched any more', async ({ assert, cleanup }) => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout')
    const before = timers().length
    const read = Promise.withResolvers<void>()
    let tooSlow = 0
    const handle: Handle = (incoming, response) => {
      watchBody(incoming, { seconds: 60, bytesPerSecond: 1, windowSeconds: 15 }, () => tooSlow++)
      incoming.resume().once('close', read.resolve)
      response.end()
    }
    const client = await toServer({ cleanup }, handle, { Connection: 'close' })
    client.end('{}')
    await read.promise

    assert.isAtMost(timers().length, before)
    assert.equal(tooSlow, 0)
  })
})
