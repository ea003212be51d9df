import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { test } from '@japa/runner'
import env from '#start/env'
import getPort from 'get-port'
import { BenchDatabase } from '#bench/bench_database'
import { type Cleaner, REPOSITORY, ace, clone, cloneBare, linkPackages } from '#tests/support/clone'
import { migratedDatabaseForClone } from '#tests/support/clone_database'
import { Start } from '#tests/support/started'

const PATIENCE_IN_MS = 120_000
const SAVED_EVERY_MS = 20_000

/** A change of a file of each kind, and the answer in which it shows. */
const CHANGES = [
  {
    file: 'app/core/health/controllers/liveness_controller.ts',
    from: `status: 'ok'`,
    to: `status: 'reloaded'`,
    path: '/health/live',
    shows: '"reloaded"',
  },
  {
    file: 'app/plugins/leads/validators/lead.ts',
    from: 'notes: optionalText(5000)',
    to: 'notes: optionalText(4711)',
    path: '/api/openapi.json',
    shows: '4711',
  },
  {
    file: 'app/plugins/vendors/resources/vendors.ts',
    from: `'supplier'`,
    to: `'reloaded_supplier', 'supplier'`,
    path: '/api/openapi.json',
    shows: '"reloaded_supplier"',
  },
  {
    file: 'app/plugins/loyalty/index.ts',
    from: 'Read the points and the tier of a customer',
    to: 'Read what was reloaded',
    path: '/api/openapi.json',
    shows: 'Read what was reloaded',
  },
  {
    file: 'resources/views/admin/login.edge',
    from: 'For superusers.',
    to: 'For reloaded superusers.',
    path: '/admin/login',
    shows: 'For reloaded superusers.',
  },
  {
    file: 'resources/lang/de/problems.json',
    from: 'Bitte zuerst anmelden.',
    to: 'Bitte neu laden.',
    path: '/api/customers/',
    shows: 'Bitte neu laden.',
  },
  {
    file: 'config/app.ts',
    from: "originOf(env.get('HOST'), env.get('PORT'))",
    to: "'http://reloaded'",
    path: '/api/openapi.json',
    shows: 'http://reloaded',
  },
] as const

async function git(root: string, ...args: readonly string[]): Promise<string> {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com']
  const { stdout } = await promisify(execFile)('git', [...identity, ...args], { cwd: root })
  return stdout
}

/** A clone under version control, and what its settings need to use the database of the tests. */
async function cloneWithGit({ cleanup }: Cleaner) {
  const root = await clone({ cleanup })
  const ignored = await readFile(join(root, '.gitignore'), 'utf8')
  await writeFile(join(root, '.gitignore'), `${ignored}node_modules\n`)
  await git(root, 'init', '--quiet')
  await git(root, 'add', '--all')
  await git(root, 'commit', '--quiet', '--message', 'clone')
  const repository = new URL(`file://${REPOSITORY}`)
  const database = await BenchDatabase.open(repository, env.get('DATABASE_URL'), 'test')
  cleanup(() => database.close())
  return { root, databaseUrl: database.url }
}

/** What `npm run dev` runs. @returns the origin of its server */
async function develop({ cleanup }: Cleaner, root: string, databaseUrl: string) {
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const [, ...args] = String(scripts.dev).split(' ')
  const port = await getPort({ host: '127.0.0.1' })
  const { PATH, HOME } = process.env
  const child = spawn(process.execPath, args.with(0, 'ace.js'), {
    cwd: root,
    env: { PATH, HOME, DATABASE_URL: databaseUrl, PORT: String(port), WORKERS: 'off' },
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  })
  /* As Ctrl-C does: the whole group. */
  cleanup(async () => {
    if (child.exitCode !== null || child.pid === undefined) return
    const ended = once(child, 'exit')
    process.kill(-child.pid, 'SIGINT')
    await Promise.race([ended, sleep(10_000)])
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL')
  })
  return `http://127.0.0.1:${port}`
}

/**
 * Asks until an answer has a text in it.
 *
 * @param save what to do now and then meanwhile: a server that has only just begun
 * to answer may not watch its files yet
 * @throws when it does not come
 */
async function answerWith(url: string, text: string, save = async () => {}): Promise<void> {
  let seen = ''
  let saved = Date.now()
  for (const deadline = saved + PATIENCE_IN_MS; Date.now() < deadline; await sleep(100)) {
    if (Date.now() - saved > SAVED_EVERY_MS) {
      await save()
      saved = Date.now()
    }
    const headers = { 'Accept-Language': 'de' }
    seen = await fetch(url, { headers })
      .then((answer) => answer.text())
      .catch(String)
    if (seen.includes(text)) return
  }
  throw new Error(`${url} does not come to say "${text}": ${seen.slice(0, 500)}`)
}

/** Speaks German to a server as its first administrator. */
async function signIn(origin: string) {
  const send = async (path: string, body: object, method = 'POST', token = '') => {
    const answer = await fetch(`${origin}/api${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        'accept-language': 'de',
        ...(token !== '' && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    })
    return JSON.parse((await answer.text()) || 'null')
  }
  const account = { email: 'admin@crm.com', password: 'admin123' }
  const { tokens } = await send('/auth/login/', account)
  return (path: string, body: object, method?: string) => send(path, body, method, tokens.access)
}

test.group('Development', () => {
  test('the server shows what was changed in any kind of file, and leaves nothing for git', async ({
    assert,
    cleanup,
  }) => {
    const { root, databaseUrl } = await cloneWithGit({ cleanup })
    const origin = await develop({ cleanup }, root, databaseUrl)
    await answerWith(`${origin}/health/live`, '"ok"')

    for (const { file, from, to, path, shows } of CHANGES) {
      const before = await readFile(join(root, file), 'utf8')
      assert.include(before, from, file)
      const after = before.replace(from, () => to)
      const save = () => writeFile(join(root, file), after)
      await save()
      await answerWith(`${origin}${path}`, shows, save)
      await writeFile(join(root, file), before)
    }
    await answerWith(`${origin}/health/live`, '"ok"')

    assert.equal(await git(root, 'status', '--porcelain'), '')
  }).timeout(900_000)

  test('the server shows what was changed in a plugin that is installed from a folder', async ({
    assert,
    cleanup,
  }) => {
    const root = await cloneBare({ cleanup })
    await linkPackages(root)
    const databaseUrl = await migratedDatabaseForClone({ cleanup }, 'linked')
    const folder = join(dirname(root), 'greetings')
    /* Its commands would import the framework from packages of its own, which it has none of. */
    const filter = (path: string) => !path.endsWith('commands')
    await cp(join(REPOSITORY, 'tests/fixtures/greetings'), folder, { recursive: true, filter })
    const installed = await ace(root, databaseUrl, 'plugin:install', folder)
    assert.equal(installed.code, 0, installed.text)
    const port = await getPort({ host: '127.0.0.1' })
    const first = new Start({ cleanup }, root, port, { DATABASE_URL: databaseUrl })
    await first.says('/api/customers/\n')
    const ask = await signIn(`http://127.0.0.1:${port}`)
    await ask('/plugins/greetings/', { enabled: true }, 'PATCH')
    await first.stop()

    const origin = await develop({ cleanup }, root, databaseUrl)
    await answerWith(`${origin}/health/live`, '"ok"')
    const send = await signIn(origin)
    const detail = async () => (await send('/customers/', { name: 'Nobody' })).detail
    assert.equal(await detail(), 'Niemand wird nicht gegrüßt.')
    for (const [file, from, to, shows] of [
      ['lang/de.json', 'Niemand wird', 'Keiner wird', 'Keiner wird nicht gegrüßt.'],
      ['index.js', "veto('Nobody is not greeted.')", "veto('Reloaded.')", 'Reloaded.'],
    ] as const) {
      const before = await readFile(join(folder, file), 'utf8')
      assert.include(before, from)
      const deadline = Date.now() + PATIENCE_IN_MS
      await writeFile(
        join(folder, file),
        before.replace(from, () => to)
      )
      while ((await detail().catch(String)) !== shows) {
        if (Date.now() > deadline) throw new Error(`${file} is not read anew`)
        await sleep(200)
      }
    }
  }).timeout(600_000)
})
