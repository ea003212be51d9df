import { readFile } from 'node:fs/promises'
import { test } from '@japa/runner'
import { makeCustomer } from '#tests/support/customers'
import { EventClient } from '#tests/support/event_client'
import { type Member, hireWith, makeCompany } from '#tests/support/personas'
import { startSecondProcess } from '#tests/support/second_process'

/* As a fault (npm run faults -- streams) it is run with more of them, and within limits. */
const CLIENTS = Number(process.env.EVENT_CLIENTS ?? 24)
const EVENTS = 5
const STREAMS_OF_ONE = 10
const LIMIT_MS = Number(process.env.EVENT_LIMIT_MS ?? Infinity)
/** By which the memory of a process may grow for each of its clients, for all events together. */
const LIMIT_BYTES = 128 * 1024

/** Bytes of memory that a process has. */
async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024
}

test.group('Events | streams', () => {
  test('every client of two processes is sent every event, once and in order', async ({
    assert,
    cleanup,
  }) => {
    const acme = await makeCompany()
    const settings = { STREAMS_AT_ONCE: '10/1000/1000', LOG_LEVEL: 'error' }
    const servers = await Promise.all([startSecondProcess(settings), startSecondProcess(settings)])
    cleanup(async () => {
      await Promise.all(servers.map((server) => server.stop()))
    })
    const members: Member[] = []
    while (members.length < Math.ceil(CLIENTS / STREAMS_OF_ONE)) {
      members.push(await hireWith(acme, ['events:read', 'customers:read']))
    }
    const clients: EventClient[] = []
    for (let number = 0; number < CLIENTS; number += 1) {
      const member = members[Math.floor(number / STREAMS_OF_ONE)]
      const server = servers[number % 2]
      clients.push(await EventClient.open(server?.url ?? '', member?.token ?? ''))
    }
    const before = await Promise.all(servers.map(({ pid }) => memoryOf(pid)))

    const delays: number[] = []
    const ids: string[] = []
    for (let number = 1; number <= EVENTS; number += 1) {
      ids.push(await makeCustomer(acme))
      const written = performance.now()
      await Promise.all(
        clients.map(async (client) => {
          await client.has(number)
          delays.push(performance.now() - written)
        })
      )
    }

    for (const client of clients) {
      assert.deepEqual(
        client.events.map(({ subject }) => subject),
        ids.map((id) => `customers/${id}`)
      )
    }
    const after = await Promise.all(servers.map(({ pid }) => memoryOf(pid)))
    if (process.env.EVENT_CLIENTS !== undefined) {
      report(delays, before, after)
      assert.isAtMost(Math.max(...delays), LIMIT_MS)
      for (const [index, bytes] of after.entries()) {
        assert.isAtMost(bytes - (before[index] ?? 0), (LIMIT_BYTES * CLIENTS) / 2)
      }
    }
    await Promise.all(clients.map((client) => client.close()))
  }).timeout(300_000)
})

function report(delays: readonly number[], before: readonly number[], after: readonly number[]) {
  const sorted = delays.toSorted((a, b) => a - b)
  const at = (part: number) => `${Math.round(sorted[Math.ceil(sorted.length * part) - 1] ?? 0)} ms`
  const megabytes = (bytes: readonly number[]) =>
    bytes.map((each) => `${Math.round(each / 1024 / 1024)} MB`).join(', ')
  console.log(
    `${CLIENTS} clients, ${EVENTS} events: half of them within ${at(0.5)}, 99 of 100 within ${at(0.99)}, ` +
      `all within ${at(1)}. Memory of the processes: ${megabytes(before)} before, ${megabytes(after)} after.`
  )
}
