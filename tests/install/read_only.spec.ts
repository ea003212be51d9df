import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { test } from '@japa/runner'
import getPort from 'get-port'
import { OperatingUser } from '#embedded_postgres/operating_user'
import { type Cleaner, cloneBare, linkPackages } from '#tests/support/clone'
import { migratedDatabaseForClone } from '#tests/support/clone_database'

/** A clone in which the user of the process can read everything, and write nothing. */
async function readOnlyClone(cleaner: Cleaner) {
  const root = await cloneBare(cleaner)
  await linkPackages(root)
  const user = OperatingUser.isRoot ? await OperatingUser.postgres() : OperatingUser.self()
  return { root, user }
}

/** The folders alone: files are shared with the repository. */
async function chmodFolders(root: string, mode: string): Promise<void> {
  await promisify(execFile)('find', [root, '-type', 'd', '-exec', 'chmod', mode, '{}', '+'])
}

/** "npm start" as that user. */
function start(root: string, user: OperatingUser, settings: NodeJS.ProcessEnv) {
  const child = spawn(
    join(root, 'node_modules/node/bin/node'),
    ['--import=@poppinss/ts-exec', 'bin/start.ts'],
    {
      cwd: root,
      env: { PATH: process.env.PATH, HOME: '/nonexistent', NO_COLOR: '1', ...settings },
      ...(OperatingUser.isRoot && { uid: user.uid, gid: user.gid }),
    }
  )
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => said.push(chunk.toString()))
  }
  return { child, said }
}

async function untilReady(child: ChildProcess, origin: string): Promise<boolean> {
  for (const deadline = Date.now() + 120_000; Date.now() < deadline; await sleep(200)) {
    if (child.exitCode !== null) return false
    const isReady = await fetch(`${origin}/health/ready`).then(
      ({ ok }) => ok,
      () => false
    )
    if (isReady) return true
  }
  return false
}

test.group('A folder that cannot be written to', (group) => {
  const cleaners: (() => Promise<void>)[] = []
  const cleaner: Cleaner = { cleanup: (callback) => cleaners.push(callback) }
  let root = ''
  let user = OperatingUser.self()
  let databaseUrl = ''

  group.setup(async () => {
    ;({ root, user } = await readOnlyClone(cleaner))
    databaseUrl = await migratedDatabaseForClone(cleaner, 'readonly')
    await rm(join(root, '.env'), { force: true })
    if (!OperatingUser.isRoot) await chmodFolders(root, 'a-w')
    return async () => {
      if (!OperatingUser.isRoot) await chmodFolders(root, 'u+w')
      for (const clean of cleaners.reverse()) await clean()
    }
  })

  test('is named by the start that wanted to write there, without a stack', async ({ assert }) => {
    const port = await getPort({ host: '127.0.0.1' })
    for (const settings of [
      {},
      { NODE_ENV: 'development', APP_KEY: randomBytes(32).toString('base64') },
    ]) {
      const { child, said } = start(root, user, {
        PORT: String(port),
        HOST: '127.0.0.1',
        ...settings,
      })
      await once(child, 'close')
      const text = said.join('')
      assert.equal(child.exitCode, 1, text)
      assert.include(text, root)
      assert.notMatch(text, /^\s+at /m, text)
    }
  }).timeout(300_000)

  test('is no hindrance to a server whose settings and database are elsewhere', async ({
    assert,
    cleanup,
  }) => {
    const port = await getPort({ host: '127.0.0.1' })
    const origin = `http://127.0.0.1:${port}`
    const { child, said } = start(root, user, {
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      APP_KEY: randomBytes(32).toString('base64'),
      APP_URL: origin,
      DATABASE_URL: databaseUrl,
      SEED_ADMIN_PASSWORD: 'a heron stands in the reeds',
    })
    cleanup(() => {
      child.kill('SIGKILL')
    })
    assert.isTrue(await untilReady(child, origin), said.join(''))
    assert.match(said.join(''), /The log cannot be written to .*app\.log/)
    const ended = once(child, 'close')
    child.kill('SIGTERM')
    await ended
    assert.equal(child.exitCode, 0, said.join(''))
  }).timeout(300_000)
})
