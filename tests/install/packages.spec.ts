import { cp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from '@japa/runner'
import pg from 'pg'
import getPort from 'get-port'
import { OBJECTS } from '#tests/support/catalogue'
import { type Cleaner, REPOSITORY, ace, cloneBare, linkPackages, npm } from '#tests/support/clone'
import { migratedDatabaseForClone } from '#tests/support/clone_database'
import { Start } from '#tests/support/started'

const FIXTURE = join(REPOSITORY, 'tests/fixtures/greetings')
const SOURCES = ['config/plugins.ts', 'package.json', 'package-lock.json', 'database/schema.ts']

/** An application of its own, whose packages npm may change: they are linked, file by file. */
async function makeApplication(cleaner: Cleaner, suffix: string) {
  const root = await cloneBare(cleaner)
  await linkPackages(root)
  return { root, databaseUrl: await migratedDatabaseForClone(cleaner, suffix) }
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

async function query<R extends pg.QueryResultRow>(url: string, sql: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<R>(sql)).rows
  } finally {
    await client.end()
  }
}

async function replaceIn(file: string, text: string, by: string): Promise<void> {
  await writeFile(file, (await readFile(file, 'utf8')).replace(text, by))
}

/** Makes another version of the fixture, with a migration for each change of its table. */
async function release(folder: string, version: string, changes: readonly string[]) {
  for (const file of ['package.json', 'index.js']) {
    await replaceIn(join(folder, file), '1.0.0', version)
  }
  for (const [index, change] of changes.entries()) {
    const column = change.split(' ')[1] ?? ''
    const file = join(folder, `migrations/000${index + 2}_greetings.ts`)
    await writeFile(
      file,
      MIGRATION.replace('CHANGE', change).replace('COLUMN COLUMN', `COLUMN ${column}`)
    )
  }
}

const MIGRATION = `import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery('ALTER TABLE greetings CHANGE')
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('ALTER TABLE greetings DROP COLUMN COLUMN')
    })
  }
}
`

const sourcesOf = (root: string) =>
  Promise.all(SOURCES.map((file) => readFile(join(root, file), 'utf8')))

/** Speaks to a server as its first administrator. */
async function signIn(url: string) {
  const send = async (method: string, path: string, body?: object, token?: string) => {
    const response = await fetch(`${url}/api${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        'accept-language': 'de',
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

    const port = await getPort({ host: '127.0.0.1' })
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
    assert.containsSubset(vetoed, {
      status: 422,
      body: { code: 'vetoed', plugin: 'greetings', detail: 'Niemand wird nicht gegrüßt.' },
    })
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
  }).timeout(600_000)

  test('one that does not fit is refused with its reasons, and leaves nothing', async ({
    assert,
    cleanup,
  }) => {
    const { root, databaseUrl } = await makeApplication({ cleanup }, 'refused')
    const [sources, database] = [await sourcesOf(root), await databaseAt(databaseUrl)]
    const unfit: readonly [change: string, by: string, reason: string][] = [
      [`crm: '^2.0.0'`, `crm: '^9.0.0'`, '"greetings" requires crm@^9.0.0, found 2.0.0'],
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
  }).timeout(600_000)

  test('another version brings its new migrations: all of them, or the old version stays', async ({
    assert,
    cleanup,
  }) => {
    const { root, databaseUrl } = await makeApplication({ cleanup }, 'versions')
    const install = async (file: string) => ace(root, databaseUrl, 'plugin:install', file)
    const state = async () => ({
      sources: await sourcesOf(root),
      database: await databaseAt(databaseUrl),
      files: (await readdir(join(root, 'app/plugins/greetings/migrations'))).sort(),
      version: JSON.parse(
        await readFile(join(root, 'node_modules/crm-plugin-greetings/package.json'), 'utf8')
      ).version,
    })
    await install(await pack(root))

    const better = await pack(root, (folder) => release(folder, '1.1.0', ['ADD mood text']))
    const installed = await install(better)
    assert.equal(installed.code, 0, installed.text)
    assert.include(installed.text, '"greetings" 1.1.0 is installed')
    const second = await state()
    assert.deepEqual([second.version, second.files.length], ['1.1.0', 2])
    assert.include(second.database, 'app/plugins/greetings/migrations/0002_greetings')
    assert.include(second.sources.at(-1), 'declare mood: string | null')

    const changes = ['ADD mood text', 'ADD place text', 'ADD mood text']
    const half = await install(await pack(root, (folder) => release(folder, '1.2.0', changes)))
    assert.equal(half.code, 1)
    assert.include(half.text, 'mood')
    assert.deepEqual(await state(), second)

    const unfit = await install(
      await pack(root, async (folder) => {
        await release(folder, '2.0.0', ['ADD mood text', 'ADD place text'])
        await replaceIn(join(folder, 'index.js'), `crm: '^2.0.0'`, `crm: '^9.0.0'`)
      })
    )
    assert.equal(unfit.code, 1)
    assert.include(unfit.text, '"greetings" requires crm@^9.0.0, found 2.0.0')
    assert.deepEqual(await state(), second)

    const rewritten = await install(
      await pack(root, (folder) => release(folder, '1.3.0', ['ADD moods text']))
    )
    assert.equal(rewritten.code, 1)
    assert.include(rewritten.text, 'Migrations of "greetings" that may have run are others')
    assert.include(rewritten.text, '0002_greetings.ts')
    assert.deepEqual(await state(), second)
  }).timeout(600_000)

  test('what is uninstalled and keeps its data finds it again, also when coming back fails', async ({
    assert,
    cleanup,
  }) => {
    const { root, databaseUrl } = await makeApplication({ cleanup }, 'kept')
    const tarball = await pack(root)
    const whole = `${tarball}.whole.tgz`
    await cp(tarball, whole)
    const unlisted = await sourcesOf(root)
    await ace(root, databaseUrl, 'plugin:install', whole)
    const [listed, database] = [await sourcesOf(root), await databaseAt(databaseUrl)]
    await query(databaseUrl, `COMMENT ON TABLE greetings IS 'the same one'`)
    const isKept = async () => {
      const sql = `SELECT obj_description('greetings'::regclass) AS said`
      const [row] = await query<{ said: string }>(databaseUrl, sql)
      return row?.said === 'the same one'
    }

    const gone = await ace(
      root,
      databaseUrl,
      'plugin:uninstall',
      'greetings',
      '--keep-data',
      '--force'
    )
    assert.equal(gone.code, 0, gone.text)
    assert.isFalse(existsSync(join(root, 'node_modules/crm-plugin-greetings')))
    assert.deepEqual((await sourcesOf(root)).slice(0, 3), unlisted.slice(0, 3))
    assert.isTrue(await isKept())
    const sound = await ace(root, databaseUrl, 'doctor')
    assert.notInclude(sound.text, 'greetings')

    const broken = await pack(root, (folder) => release(folder, '1.1.0', ['ADD words text']))
    const failed = await ace(root, databaseUrl, 'plugin:install', broken)
    assert.equal(failed.code, 1)
    assert.isTrue(await isKept())
    const back = await ace(root, databaseUrl, 'plugin:install', whole)
    assert.equal(back.code, 0, back.text)
    assert.isTrue(await isKept())
    assert.deepEqual(await databaseAt(databaseUrl), database)
    assert.deepEqual(await sourcesOf(root), listed)

    /* Taken out of the list by hand, with its tables still there. */
    await writeFile(join(root, 'config/plugins.ts'), unlisted[0] ?? '')
    const sentence = '"greetings" is not in config/plugins.ts, and its tables are in the database'
    const doctor = await ace(root, databaseUrl, 'doctor')
    assert.equal(doctor.code, 1)
    assert.include(doctor.text, sentence)
    const start = new Start({ cleanup }, root, await getPort({ host: '127.0.0.1' }), {
      DATABASE_URL: databaseUrl,
    })
    assert.equal(await start.ended(), 1)
    assert.include(start.output, sentence)
    assert.include(start.output, 'node ace plugin:uninstall greetings')
  }).timeout(600_000)
})
