import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { test } from '@japa/runner'
import env from '#start/env'
import { BenchDatabase } from '#bench/bench_database'
import { REPOSITORY } from '#tests/support/clone'

/** Of each kind that is checked somewhere else, or by someone else. */
const WRONG = {
  APP_KEY: 'short',
  APP_URL: 'crm.example.com',
  AUDIT_KEEP_DAYS: '7',
  CORS_ALLOWED_ORIGINS: '*',
  DATABASE_URL: 'user:hunter2@db/crm',
  DB_POOL_MAX: '0',
  DEBUG: 'true',
  HOST: '[::1]',
  LOG_LEVEL: 'loud',
  MAIL_FROM: 'crm',
  PLUGINS_HTTP_ALLOW: 'localhost',
  PORT: 'y',
  REQUEST_WAIT_SECONDS: '-1',
  SMTP_PORT: '70000',
  THROTTLE: 'off',
  THROTTLE_REFRESH: 'x',
  TRUSTED_PROXIES: '10.0.0.0/40',
  UPLOADS_AT_ONCE: 'x',
}

/** Starts a process in production with these settings, and no others. */
async function refusal(args: readonly string[], settings: Record<string, string>) {
  const { PATH, HOME } = process.env
  const child = spawn(process.execPath, args, {
    cwd: REPOSITORY,
    env: { PATH, HOME, NODE_ENV: 'production', NO_COLOR: '1', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [said] = await Promise.all([
    Promise.all([text(child.stdout), text(child.stderr)]),
    once(child, 'close'),
  ])
  const lines = said.join('\n').split('\n')
  return {
    code: child.exitCode,
    said: said.join('\n'),
    reasons: lines.filter((line) => line.startsWith('  - ')),
  }
}

test.group('Commands | refused settings', () => {
  test('are all named at once, each in a sentence and without a stack: {$self}')
    .with(['bin/server.ts', 'ace.js migration:status'])
    .timeout(120_000)
    .run(async ({ assert }, command) => {
      const args = ['--import=@poppinss/ts-exec', ...command.split(' ')]
      const { code, said, reasons } = await refusal(args, WRONG)

      assert.equal(code, 1, said)
      assert.include(said, 'The settings cannot be used:')
      assert.lengthOf(reasons, Object.keys(WRONG).length, said)
      for (const name of Object.keys(WRONG)) {
        const own = reasons.filter((reason) => new RegExp(`\\b${name}\\b`).test(reason))
        assert.lengthOf(own, 1, `${name}:\n${said}`)
      }
      for (const reason of reasons) assert.match(reason, /\.$/)
      assert.notMatch(said, /^\s+at /m)
      assert.notInclude(said, 'hunter2')
    })

  test('that only a server minds are left to commands', async ({ assert, cleanup }) => {
    const root = new URL('../../../', import.meta.url)
    const database = await BenchDatabase.open(root, env.get('DATABASE_URL'), 'test')
    cleanup(() => database.close())
    const unsafe = {
      DATABASE_URL: database.url,
      APP_KEY: 'change-me-change-me-change-me-change-me',
      DEBUG: 'true',
      HOST: '127.0.0.1',
      PORT: '8000',
    }
    const refused = await refusal(['--import=@poppinss/ts-exec', 'bin/server.ts'], unsafe)
    assert.equal(refused.code, 1, refused.said)
    assert.lengthOf(refused.reasons, 2)

    const args = ['--import=@poppinss/ts-exec', 'ace.js', 'migration:status']
    const looked = await refusal(args, unsafe)
    assert.equal(looked.code, 0, looked.said)
  }).timeout(120_000)
})
