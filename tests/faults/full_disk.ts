import assert from 'node:assert/strict'
import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { BenchDatabase } from '#bench/bench_database'
import { ADMIN, DemoServer } from './support/demo_server.js'
import { SmallDisk } from './support/small_disk.js'

export const name = 'full_disk'
export const title = 'a full disk of the log is survived: reads, writes and the end go on'

const ROOT = new URL('../../', import.meta.url)
const MEBIBYTES = 2
const READS = ['/health/live', '/health/ready', '/api/customers/', '/api/users/me/']

export async function run(): Promise<void> {
  const disk = await SmallDisk.mount(MEBIBYTES)
  const database = await BenchDatabase.open(ROOT, process.env.DATABASE_URL, 'fault_log')
  const file = join(disk.path, 'logs', 'app.log')
  let server: DemoServer | undefined
  try {
    await database.recreate()
    server = await DemoServer.start(database.url, { LOG_FILE: file, THROTTLE: 'off' })
    await logs(server)
    await fill(disk, file)
    await logs(server)
    await answersAll(server)
    await warns(server, /log_not_writable.*ENOSPC/)
    const announced = server.output.split('The log cannot be written').length - 1
    assert.equal(announced, 1, 'it says once that the log cannot be written')

    await disk.free()
    await sleep(1_200)
    await logs(server)
    await answersAll(server)
    await warns(server, null)
    assert.match(await readFile(file, 'utf8'), /lines of the log were lost here/)

    await fill(disk, file)
    await logs(server)
    await answersAll(server)
    await warns(server, /log_not_writable.*ENOSPC/)
    assert.equal(await server.stop(), 0, 'it ends as it should')
  } finally {
    await server?.stop()
    await database.drop()
    await database.close()
    await disk.unmount()
  }
}

/** Also of the room that the log has left in its last block. */
async function fill(disk: SmallDisk, file: string): Promise<void> {
  await disk.fill()
  await appendFile(file, 'x'.repeat(4095) + '\n').catch(() => null)
  await appendFile(file, 'x'.repeat(4095) + '\n').catch(() => null)
}

/** Makes the server log: mails are written to files, and the log says where. */
async function logs(server: DemoServer): Promise<void> {
  const { status } = await server.ask('POST', '/api/auth/password-reset/', { email: ADMIN.email })
  assert.equal(status, 202)
}

/** Waits until readiness warns of it, or of nothing. */
async function warns(server: DemoServer, warning: RegExp | null): Promise<void> {
  for (let more = 100; ; more -= 1) {
    const { status, body } = await server.ask('GET', '/health/ready')
    assert.equal(status, 200)
    const text = JSON.stringify(body.warnings ?? null)
    if (warning?.test(text) ?? text === 'null') return
    assert.ok(more > 0, `It warns of ${text}`)
    await sleep(200)
  }
}

async function answersAll(server: DemoServer): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    for (const path of READS) {
      assert.equal((await server.ask('GET', path)).status, 200, path)
    }
    const made = await server.ask('POST', '/api/customers/', { name: `Made in round ${round}` })
    assert.equal(made.status, 201, JSON.stringify(made.body))
  }
}
