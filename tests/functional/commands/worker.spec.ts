import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'
import { reached } from '#tests/support/reached'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

test.group('Commands | worker', () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    test(`works jobs in a process of its own until ${signal}`, async ({ assert, cleanup }) => {
      const worker = spawn(process.execPath, ['ace.js', 'worker'], {
        cwd: ROOT,
        env: { ...process.env, WORKERS: 'off' },
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      cleanup(() => {
        worker.kill('SIGKILL')
      })
      let said = ''
      worker.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
      const end = once(worker, 'close')

      await reached(() => said.includes('Processing jobs') || worker.exitCode !== null)
      worker.kill(signal)
      await end
      assert.equal(worker.exitCode, 0, said)
    })
  }
})
