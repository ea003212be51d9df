import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import env from '#start/env'
import getPort from 'get-port'
import { BenchDatabase } from '#bench/bench_database'
import { productionSettings } from '#bench/settings'
import { type Cleaner, REPOSITORY } from '#tests/support/clone'
import { reached } from '#tests/support/reached'

/** A server in production that has started, and what it wrote to its console. */
async function start({ cleanup }: Cleaner, logFile: string) {
  const root = new URL('../../../', import.meta.url)
  const database = await BenchDatabase.open(root, env.get('DATABASE_URL'), 'test')
  cleanup(() => database.close())
  const port = await getPort({ host: '127.0.0.1' })
  const server = spawn(process.execPath, ['--import=@poppinss/ts-exec', 'bin/server.ts'], {
    cwd: REPOSITORY,
    env: {
      ...process.env,
      ...productionSettings(database.url, port),
      LOG_LEVEL: 'info',
      LOG_FILE: logFile,
      THROTTLE: 'on',
      WORKERS: 'off',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(server, 'close')
  cleanup(async () => {
    server.kill('SIGTERM')
    await ended
  })
  let console = ''
  server.stdout.on('data', (chunk: Buffer) => (console += chunk.toString()))
  const hasStarted = () => console.includes('started HTTP server')
  await reached(() => hasStarted() || server.exitCode !== null)
  return { hasStarted: hasStarted(), mark: `"pid":${server.pid},` }
}

test.group('Health | log file', () => {
  test('LOG_FILE=off leaves the console alone', async ({ assert, cleanup }) => {
    const { hasStarted, mark } = await start({ cleanup }, 'off')

    assert.isTrue(hasStarted)
    await assert.rejects(() => readFile(join(REPOSITORY, 'off')), /ENOENT/)
    const file = await readFile(join(REPOSITORY, 'logs/app.log'), 'utf8').catch(() => '')
    assert.notInclude(file, mark)
  }).timeout(120_000)

  test('LOG_FILE names another file besides the console', async ({ assert, cleanup }) => {
    const folder = await mkdtemp(join(tmpdir(), 'log '))
    cleanup(() => rm(folder, { recursive: true }))
    const file = join(folder, 'new', 'crm.log')

    const { hasStarted, mark } = await start({ cleanup }, file)

    assert.isTrue(hasStarted)
    await reached(async () => (await readFile(file, 'utf8')).includes(mark))
  }).timeout(120_000)
})
