import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import type pg from 'pg'
import getPort from 'get-port'
import { OBJECTS } from '#tests/support/catalogue'
import { REPOSITORY, ace, clone } from '#tests/support/clone'
import { databaseForClone } from '#tests/support/clone_database'
import {
  type ReleasedTotals,
  releasedDatabase,
  releasedTotals,
  rowsByOrganization,
  withClient,
} from '#tests/support/released'
import { Start } from '#tests/support/started'

const MINUTES = 60_000
const MIGRATE = ['migration:run', '--compact-output']

/** The same rows as a released version counted, by today's login role working as the system. */
async function totalsOf(client: pg.Client, { tables }: ReleasedTotals) {
  await client.query('BEGIN; SET LOCAL ROLE crm_system')
  const counted: Record<string, Record<string, number>> = {}
  for (const name of Object.keys(tables)) {
    const { rows } = await client.query<{ whose: string; count: number }>(rowsByOrganization(name))
    counted[name] = Object.fromEntries(rows.map(({ whose, count }) => [whose, count]))
  }
  const { rows: deals } = await client.query<ReleasedTotals['deals'][number]>(
    `SELECT o.slug, status, count(*)::int, sum(value) AS value FROM deals d
     JOIN organizations o ON o.id = d.organization_id
     WHERE d.deleted_at IS NULL GROUP BY 1, 2 ORDER BY 1, 2`
  )
  await client.query('ROLLBACK')
  return { tables: counted, deals }
}

/**
 * The schema by the names of its objects. PostgreSQL adds parentheses to what it is told a second
 * time, and keeps the space between the words of a function as it was first written.
 */
async function catalogueOf(url: string) {
  const { rows } = await withClient(url, (client) =>
    client.query<{ name: string; made: string }>(`${OBJECTS} ORDER BY 1`)
  )
  return rows.map(({ name, made }) => `${name}: ${made.replace(/[()]/g, '').replace(/\s+/g, ' ')}`)
}

class Client {
  #token = ''

  constructor(private readonly origin: string) {}

  async logIn(email: string, password: string) {
    const { tokens } = await this.#send('/api/auth/login/', { email, password })
    this.#token = tokens.access
  }

  async get(path: string) {
    return this.#send(path)
  }

  async #send(path: string, body?: unknown) {
    const response = await fetch(new URL(path, this.origin), {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(this.#token && { Authorization: `Bearer ${this.#token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (response.status !== 200) throw new Error(`${path}: ${text}`)
    return JSON.parse(text)
  }
}

test.group('Upgrade | from 0.1', (group) => {
  group.each.timeout(10 * MINUTES)

  test('a database with data in it becomes what a new one is, and everybody gets in', async ({
    assert,
    cleanup,
  }) => {
    const root = await clone({ cleanup })
    const before = await releasedTotals('0.1')
    const url = await releasedDatabase({ cleanup }, '0.1')

    const upgraded = await ace(root, url, ...MIGRATE)
    assert.equal(upgraded.code, 0, upgraded.text)
    const schema = (folder: string) => readFile(join(folder, 'database/schema.ts'), 'utf8')
    assert.equal(await schema(root), await schema(REPOSITORY))
    assert.deepEqual(await withClient(url, (client) => totalsOf(client, before)), before)

    const fresh = await databaseForClone({ cleanup }, 'fresh')
    const made = await ace(root, fresh, ...MIGRATE, '--no-schema-generate')
    assert.equal(made.code, 0, made.text)
    assert.deepEqual(await catalogueOf(url), await catalogueOf(fresh))

    const again = await ace(root, url, ...MIGRATE, '--no-schema-generate')
    assert.equal(again.code, 0, again.text)
    assert.include(again.text, 'Already up to date')
    const doctor = await ace(root, url, 'doctor')
    assert.equal(doctor.code, 0, doctor.text)
    assert.include(doctor.text, 'No problems found')
    assert.notInclude(doctor.text, 'warning')

    const port = await getPort({ host: '127.0.0.1' })
    const start = new Start({ cleanup }, root, port, { DATABASE_URL: url })
    await start.says('headless-crm is running')
    const client = new Client(`http://127.0.0.1:${port}`)
    await client.logIn('sales@democompany.com', 'demo12345')
    await client.logIn('admin@crm.com', 'admin123')
    const stats = await client.get('/api/deals/stats/?organization=demo-company')
    for (const { status, count } of before.deals.filter(({ slug }) => slug === 'demo-company')) {
      assert.equal(stats[status], count, status)
    }
    const { count } = await client.get('/api/customers/?industry=medical&organization=demo-company')
    assert.equal(count, 12)
    assert.equal(await start.stop(), 0)
  })

  test('what later migrations convert is converted', async ({ assert, cleanup }) => {
    const root = await clone({ cleanup })
    const url = await releasedDatabase({ cleanup }, '0.1')
    const upgraded = await ace(root, url, ...MIGRATE, '--no-schema-generate')
    assert.equal(upgraded.code, 0, upgraded.text)

    await withClient(url, async (client) => {
      await client.query('BEGIN; SET LOCAL ROLE crm_system')
      const refused = await client.query('SELECT line, raw FROM import_errors')
      assert.deepEqual(refused.rows, [{ line: 3, raw: '"Bea","Say ""hi""","nobody"\r\n' }])
      const acting = await client.query(
        `SELECT i.reason FROM admin_sessions s JOIN impersonations i ON i.id = s.impersonation_id`
      )
      assert.deepEqual(acting.rows, [{ reason: 'To help with the pipeline' }])
    })
  })
})
