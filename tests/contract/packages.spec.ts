import { cp, link, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from '@japa/runner'
import pg from 'pg'
import { freePort } from '#support/free_port'
import { OBJECTS } from '#tests/catalogue'
import { type Cleaner, REPOSITORY, ace, cloneBare, databaseForClone, npm } from '#tests/clone'
import { Start } from '#tests/started'

const FIXTURE = join(REPOSITORY, 'tests/fixtures/greetings')
const SOURCES = ['config/plugins.ts', 'package.json', 'package-lock.json', 'database/schema.ts']

/** An application of its own, whose packages npm may change: they are linked, file by file. */
async function makeApplication(cleaner: Cleaner, suffix: string) {
  const root = await cloneBare(cleaner)
  const modules = join(REPOSITORY, 'node_modules')
  for (const entry of await readdir(modules, { recursive: true, withFileTypes: true })) {
    const target = join(root, 'node_modules', entry.parentPath.slice(modules.length), entry.name)
    const source = join(entry.parentPath, entry.name)
    if (entry.isDirectory()) await mkdir(target, { recursive: true })
    else if (entry.isFile() && entry.name !== '.package-lock.json') {
      await mkdir(dirname(target), { recursive: true })
      await link(source, target).catch(() => cp(source, target))
    } else {
      await mkdir(dirname(target), { recursive: true })
      await cp(source, target, { verbatimSymlinks: true })
    }
  }
  const databaseUrl = await databaseForClone(cleaner, suffix)
  const migrated = await ace(root, databaseUrl, 'migration:run', '--compact-output')
  if (migrated.code !== 0) throw new Error(migrated.text)
  return { root, databaseUrl }
}

/** The fixture as npm packs it, with changes or without. @returns the tarball */
async function pack(root: string, change: (folder: string) => Promise<void> = async () => {}) {
  const folder = join(dirname(root), 'fixture')
  await rm(folder, { recursive: true, force: true })
  await cp(FIXTURE, folder, { recursive: true })
  await change(folder)
  const packed = await npm(folder, 'pack', '--pack-destination', dirname(root), '--json')
  return join(dirname(root), JSON.parse(packed)[0].filename)
}

/** Every object of the schema, and every migration that is recorded. */
async function databaseAt(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const objects = await client.query<{ name: string }>(OBJECTS)
    const done = await client.query<{ name: string }>('SELECT name FROM adonis_schema')
    return [...objects.rows, ...done.rows].map(({ name }) => name).sort()
  } finally {
    await client.end()
  }
}

const sourcesOf = (root: string) =>
  Promise.all(SOURCES.map((file) => readFile(join(root, file), 'utf8')))

/** Speaks to a server as its first administrator. */
async function signIn(url: string) {
  const send = async (method: string, path: string, body?: object, token?: string) => {
    const response = await fetch(`${url}/api${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token && { authorization: `Bearer ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: JSON.parse((await response.text()) || 'null') }
  }
  const account = { email: 'admin@crm.com', password: 'admin123' }
  const { body } = await send('POST', '/auth/login/', account)
  return (method: string, path: string, given?: object) =>
    send(method, path, given, body.tokens.access)
}

test.group('Packages', () => {
  test('a plugin is installed from a tarball, used, and uninstalled without a trace', async ({
    assert,
    cleanup,
  }) => {
    const { root, databaseUrl } = await makeApplication({ cleanup }, 'packages')
    const [sources, database] = [await sourcesOf(root), await databaseAt(databaseUrl)]

    const installed = await ace(root, databaseUrl, 'plugin:install', await pack(root))
    assert.equal(installed.code, 0, installed.text)
    const listed = await ace(root, databaseUrl, 'plugin:list')
    assert.match(listed.text, /greetings\s+\S?\s+1\.0\.0\s+\S?\s+crm-plugin-greetings/)
    const said = await ace(root, databaseUrl, 'greetings:say')
    assert.include(said.text, 'Hello from a package')

    const port = await freePort()
    const start = new Start({ cleanup }, root, port, { DATABASE_URL: databaseUrl })
    await start.says('/api/customers/\n')
    const ask = await signIn(`http://127.0.0.1:${port}`)
    assert.equal((await ask('GET', '/greetings/')).body.code, 'plugin_disabled')
    const on = await ask('PATCH', '/plugins/greetings/', {
      enabled: true,
      settings: { word: 'Servus' },
    })
    assert.equal(on.status, 200)
    const vetoed = await ask('POST', '/customers/', { name: 'Nobody' })
    assert.containsSubset(vetoed, { status: 422, body: { code: 'vetoed', plugin: 'greetings' } })
    const made = await ask('POST', '/customers/', { name: 'Ann' })
    assert.deepEqual(made.body.extensions, { greetings: { greeted: true } })
    const greetings = await ask('GET', '/greetings/')
    assert.containsSubset(greetings.body, { count: 1, results: [{ words: 'Servus, Ann' }] })
    await start.stop()

    const gone = await ace(root, databaseUrl, 'plugin:uninstall', 'greetings', '--force')
    assert.equal(gone.code, 0, gone.text)
    assert.include(gone.text, 'the table greetings (1 rows)')
    assert.deepEqual(await databaseAt(databaseUrl), database)
    assert.isFalse(existsSync(join(root, 'app/plugins/greetings')))
    assert.isFalse(existsSync(join(root, 'node_modules/crm-plugin-greetings')))
    assert.deepEqual(await sourcesOf(root), sources)
  }).timeout(240_000)

  test('one that does not fit is refused with its reasons, and leaves nothing', async ({
    assert,
    cleanup,
  }) => {
    const { root, databaseUrl } = await makeApplication({ cleanup }, 'refused')
    const [sources, database] = [await sourcesOf(root), await databaseAt(databaseUrl)]
    const unfit: readonly [change: string, by: string, reason: string][] = [
      [`crm: '^1.0.0'`, `crm: '^9.0.0'`, '"greetings" requires crm@^9.0.0, found 1.0.0'],
      [`name: 'greetings'`, `name: 'deals'`, 'is claimed by "deals" and "greetings"'],
    ]
    const tarballs = []
    for (const [text, by] of unfit) {
      const file = await pack(root, async (folder) => {
        const index = join(folder, 'index.js')
        await writeFile(index, (await readFile(index, 'utf8')).replace(text, by))
      })
      tarballs.push(file.replace('.tgz', `-${tarballs.length}.tgz`))
      await cp(file, tarballs.at(-1) ?? '')
    }
    const broken = await pack(root, async (folder) => {
      const file = join(folder, 'migrations/0001_greetings.ts')
      const text = await readFile(file, 'utf8')
      await writeFile(file, text.replace('REFERENCES customers', 'REFERENCES nowhere'))
    })

    for (const [index, [, , reason]] of unfit.entries()) {
      const refused = await ace(root, databaseUrl, 'plugin:install', tarballs[index] ?? '')
      assert.equal(refused.code, 1)
      assert.include(refused.text, reason)
    }
    const failed = await ace(root, databaseUrl, 'plugin:install', broken)
    assert.equal(failed.code, 1)
    assert.include(failed.text, 'nowhere')
    assert.deepEqual(await databaseAt(databaseUrl), database)
    assert.deepEqual(await sourcesOf(root), sources)
    assert.isFalse(existsSync(join(root, 'app/plugins/greetings')))
    assert.isFalse(existsSync(join(root, 'node_modules/crm-plugin-greetings')))
  }).timeout(240_000)
})
