import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { withConnection, withDatabase } from './support/database.js'
import { Skipped } from './scenario.js'
import { CrmServer } from './support/server.js'

export const name = 'frozen_server'
export const title =
  'Requests that hold a connection of a frozen PostgreSQL answer 503 within their deadline'

export async function run(): Promise<void> {
  await withDatabase(async (url) => {
    const server = await CrmServer.start({ DATABASE_URL: url.href, THROTTLE: 'off' })
    try {
      await Promise.all(Array.from({ length: 10 }, () => server.asksDatabase()))
      const backends = await backendsOf(url)
      signal(backends, 'SIGSTOP')
      try {
        const began = performance.now()
        const answers = await Promise.all(Array.from({ length: 10 }, () => server.asksDatabase()))
        assert.ok(answers.every((status) => status === 503 || status === 401))
        assert.ok(performance.now() - began < 15_000)
        await sleep(1_000)
      } finally {
        signal(backends, 'SIGCONT')
      }
      await server.recovers(30_000)
    } finally {
      await server.program.kill()
    }
  })
}

async function backendsOf(url: URL): Promise<number[]> {
  return withConnection(url, async (client) => {
    const { rows } = await client.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`
    )
    return rows.map(({ pid }) => pid)
  })
}

function signal(pids: readonly number[], kind: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, kind)
    } catch {
      if (kind === 'SIGSTOP')
        throw new Skipped('The processes of this PostgreSQL are not to be had')
    }
  }
}
