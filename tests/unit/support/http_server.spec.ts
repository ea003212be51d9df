import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { test } from '@japa/runner'
import { makeHttpServer } from '#core/http/http_server'
import type { Cleaner } from '#tests/support/clone'
import { SlowClient } from '#tests/support/slow_client'

const SILENCE = 0.3

async function listening({ cleanup }: Cleaner, handle: RequestListener): Promise<string> {
  const bodies = { seconds: 5, bytesPerSecond: 1, windowSeconds: 5 }
  const patience = { server: {}, silenceSeconds: SILENCE, bodies }
  const server = makeHttpServer(patience, handle).listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanup(async () => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${Object(server.address()).port}`
}

test.group('Support | HTTP server', () => {
  test('an answer may take longer to begin than a connection may be silent', async ({
    assert,
    cleanup,
  }) => {
    const address = await listening({ cleanup }, (_, response) => {
      setTimeout(() => response.end('done'), SILENCE * 4_000)
    })

    const answer = await fetch(address)

    assert.equal(await answer.text(), 'done')
  })

  test('a client that does not take its answer is cut off, and one that does not send', async ({
    assert,
    cleanup,
  }) => {
    let closed = 0
    const address = await listening({ cleanup }, (request, response) => {
      request.socket.once('close', () => (closed += 1))
      if (request.url === '/big') response.end(Buffer.alloc(30_000_000))
    })
    const clients = [await SlowClient.to(address), await SlowClient.to(address)]
    clients[0]?.stopReading().begin('GET /big')
    clients[1]?.begin('POST /small', { 'Content-Length': '5' })

    await new Promise((resolve) => setTimeout(resolve, SILENCE * 5_000))

    assert.equal(closed, 2)
    for (const client of clients) client.leave()
  })
})
