import assert from 'node:assert/strict'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { EmbeddedPostgres } from '#embedded_postgres/main'
import { Home } from '#embedded_postgres/home'
import { clone } from '#tests/support/clone'
import { CrmServer } from './support/server.js'

export const name = 'killed_postmaster'
export const title =
  'The embedded PostgreSQL that is killed comes back at the same address, for all who use it'

export async function run(): Promise<void> {
  const cleanups: (() => Promise<void>)[] = []
  const root = await clone({ cleanup: (callback) => cleanups.push(callback) })
  const servers: CrmServer[] = []
  try {
    servers.push(await CrmServer.start({ THROTTLE: 'off' }, root))
    servers.push(await CrmServer.start({ THROTTLE: 'off' }, root))
    const home = await Home.of(root)
    const [pid, , , port] = await serverFile(home)
    process.kill(Number(pid), 'SIGKILL')
    await Promise.all(servers.map((server) => server.recovers(60_000)))
    const [newPid, , , newPort] = await serverFile(home)
    assert.notEqual(newPid, pid)
    assert.equal(newPort, port)
    for (const { program } of servers) assert.equal((await program.stop()).code, 0)
  } finally {
    for (const { program } of servers) await program.kill()
    const last = new EmbeddedPostgres(root)
    const home = await Home.of(root)
    await rm(home.participants, { recursive: true, force: true })
    await Home.of(root)
    await last.join()
    await last.leave()
    for (const cleanup of cleanups.reverse()) await cleanup()
  }
}

async function serverFile(home: Home): Promise<string[]> {
  return (await readFile(join(home.data, 'postmaster.pid'), 'utf8')).split('\n')
}
