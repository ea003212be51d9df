import { once } from 'node:events'
import type { Socket } from 'node:net'
import { test } from '@japa/runner'
import { bodies } from '#config/clients'
import { makeHttpServer } from '#support/http_server'
import { SlowClient, eventually } from '#tests/slow_client'

test.group('HTTP server', () => {
  test('a client that does not read its answer is cut off, whatever the answer is', async ({
    assert,
    cleanup,
  }) => {
    const answer = Buffer.alloc(64 * 1024 * 1024)
    const patience = { server: {}, silenceSeconds: 0.5, bodies }
    const server = makeHttpServer(patience, (_request, response) => response.end(answer))
    let served: Socket | undefined
    server.on('connection', (socket: Socket) => (served = socket))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    cleanup(() => void server.close())
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined

    const client = await SlowClient.to(`http://127.0.0.1:${port}`)
    cleanup(() => client.leave())
    client.stopReading().begin('GET /')
    await eventually(() => served !== undefined)
    await eventually(() => served?.destroyed === true)
    assert.isTrue(served?.destroyed)
  })
})
