import { readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { test } from '@japa/runner'
import { Home } from '#embedded_postgres/home'
import getPort from 'get-port'
import { type Cleaner, REPOSITORY, ace, clone } from '#tests/support/clone'
import { ExternalServer, hasPostgres } from '#tests/support/external_server'
import { Rehearsal } from '#tests/support/rehearsal'
import { Start } from '#tests/support/started'

/** A server of a clone, migrated and with the demonstration. */
async function startIn(cleaner: Cleaner, root: string, databaseUrl = '') {
  const port = await getPort({ host: '127.0.0.1' })
  const start = new Start(cleaner, root, port, { DATABASE_URL: databaseUrl })
  await start.says('headless-crm is running')
  return { start, origin: `http://127.0.0.1:${port}` }
}

/** The blocks of a chapter of docs/operations.md that are for a shell. */
async function commandsOf(chapter: string): Promise<string[]> {
  const page = await readFile(join(REPOSITORY, 'docs/operations.md'), 'utf8')
  const [, text = ''] = new RegExp(`### ${chapter}\n([^]*?)(?:\n##|$)`).exec(page) ?? []
  return [...text.matchAll(/```sh\n([^]*?)```/g)].map(([, command = '']) => command)
}

test.group('Backup and restore | the embedded database', () => {
  test('what is backed up under load is there after everything was lost', async ({
    assert,
    cleanup,
  }) => {
    const root = await clone({ cleanup })
    const home = await Home.of(root)
    cleanup(() => rm(home.path, { recursive: true, force: true }))
    const file = join(dirname(root), 'backup.tar.gz')
    const { start, origin } = await startIn({ cleanup }, root)
    const rehearsal = new Rehearsal(assert, origin)
    await rehearsal.prepare()
    await rehearsal.addCustomer('Before')

    let isOver = false
    const made: string[] = []
    const backup = ace(root, '', 'backup', file).finally(() => (isOver = true))
    while (!isOver) {
      made.push(`During ${made.length}`)
      await rehearsal.addCustomer(made.at(-1) ?? '')
    }
    const { code, text } = await backup
    assert.equal(code, 0, text)
    assert.equal((await stat(file)).mode & 0o777, 0o600)
    await rehearsal.addCustomer('After')

    const refused = await ace(root, '', 'restore', file, '--force')
    assert.equal(refused.code, 1)
    assert.include(refused.text, 'The embedded PostgreSQL is in use')
    const jobs = await ace(root, '', 'jobs:list')
    assert.equal(await start.stop(), 0)
    await rename(home.path, `${home.path}.lost`)
    cleanup(() => rm(`${home.path}.lost`, { recursive: true, force: true }))

    const restored = await ace(root, '', 'restore', file)
    assert.equal(restored.code, 0, restored.text)
    assert.include(restored.text, 'No problems found')
    assert.match(restored.text, /organizations: 2\n/)
    assert.notInclude(restored.text, 'another APP_KEY')
    assert.equal((await ace(root, '', 'jobs:list')).text, jobs.text)

    const second = await startIn({ cleanup }, root)
    const again = rehearsal.on(second.origin)
    await again.holds()
    const names = await again.customers()
    assert.include(names, 'Before')
    assert.notInclude(names, 'After')
    const kept = made.filter((name) => names.includes(name))
    assert.deepEqual(kept, made.slice(0, kept.length), 'one was lost that was older than another')
    assert.equal(await second.start.stop(), 0)

    const occupied = await ace(root, '', 'restore', file)
    assert.equal(occupied.code, 1)
    assert.include(occupied.text, 'There is a database in')
  }).timeout(600_000)
})

test.group('Backup and restore | a PostgreSQL of your own', () => {
  test('what the documentation says restores everything, and a grant that is missing is named', async ({
    assert,
    cleanup,
  }) => {
    const root = await clone({ cleanup })
    const [prepare = '', dump = ''] = await commandsOf('A PostgreSQL of your own')
    const [, , restore = ''] = await commandsOf('A PostgreSQL of your own')
    const server = await ExternalServer.start({ cleanup })
    const url = server.url('headless_crm', 'headless_crm')
    await server.query(
      'postgres',
      `CREATE ROLE headless_crm LOGIN CREATEROLE`,
      'CREATE DATABASE headless_crm OWNER headless_crm'
    )
    const { start, origin } = await startIn({ cleanup }, root, url)
    const rehearsal = new Rehearsal(assert, origin)
    await rehearsal.prepare()
    await server.shell(dump, 'headless_crm')
    assert.equal(await start.stop(), 0)
    const advice = await ace(root, url, 'backup')
    assert.equal(advice.code, 1)
    assert.include(advice.text, 'pg_dump')

    const other = await ExternalServer.start({ cleanup })
    const theirs = other.url('headless_crm', 'headless_crm')
    await other.query(
      'postgres',
      `CREATE ROLE headless_crm LOGIN CREATEROLE`,
      'CREATE DATABASE headless_crm OWNER headless_crm'
    )
    await other.shell(prepare, 'postgres')
    await other.shell(
      restore.replace('headless_crm.dump', join(server.folder, 'headless_crm.dump')),
      'headless_crm'
    )
    const doctor = await ace(root, theirs, 'doctor')
    assert.equal(doctor.code, 0, doctor.text)
    const second = await startIn({ cleanup }, root, theirs)
    await rehearsal.on(second.origin).holds()

    await other.query('postgres', 'REVOKE crm_app, crm_system FROM headless_crm')
    assert.equal(await rehearsal.on(second.origin).refusedLogin(), 503)
    await second.start.stop()
    const ill = await ace(root, theirs, 'doctor')
    assert.equal(ill.code, 1)
    const [, statement = ''] = /As a superuser: (GRANT .*;)/.exec(ill.text) ?? []
    assert.equal(statement, 'GRANT crm_app, crm_system TO headless_crm;')
    const refused = new Start({ cleanup }, root, await getPort({ host: '127.0.0.1' }), {
      DATABASE_URL: theirs,
    })
    assert.equal(await refused.ended(), 1)
    assert.include(refused.output, statement)

    await other.query('postgres', statement)
    const third = await startIn({ cleanup }, root, theirs)
    await rehearsal.on(third.origin).logIn('sales@democompany.com', 'demo12345')
    assert.equal(await third.start.stop(), 0)
  })
    .skip(
      !hasPostgres && !process.env.CI,
      'This machine has no programs of PostgreSQL: install the package postgresql'
    )
    .timeout(600_000)
})
