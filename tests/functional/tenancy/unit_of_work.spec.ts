import { request as httpRequest } from 'node:http'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { namesIn } from '#tests/support/customers'
import { type Company, makeCompany } from '#tests/support/personas'
import { Read } from '#core/database/read'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

/** Seconds that a held unit may take. */
const PATIENCE = { statement: 5, idle: 30 }

test.group('Tenancy | the unit of work of a request', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  const endings: [string, number, string | null][] = [
    ['succeeds', 200, 'Written by succeeds'],
    ['throws', 500, null],
    ['refuses', 409, null],
    ['answers_422', 422, null],
    ['cannot_be_written', 500, null],
    ['breaks_the_transaction', 500, null],
    ['reads_twice', 200, 'Written by reads_twice'],
    ['refuses_after_reading_back', 409, null],
    ['throws_after_its_reply_was_built', 500, null],
  ]
  for (const [ending, status, kept] of endings) {
    test(`R-12: keeps ${kept ? 'what was written' : 'nothing'} when the handler ${ending}`, async ({
      client,
      assert,
    }) => {
      const response = await client.post(`/api/probes/${ending}`).bearerToken(acme.owner.token)
      response.assertStatus(status)
      const list = await client.get('/api/customers/').bearerToken(acme.owner.token)
      assert.deepEqual(namesIn(list), kept ? [kept] : [])
      assert.equal(list.body().count, kept ? 1 : 0)
      const log = await client
        .get('/api/audit-logs/?action=customers:create')
        .bearerToken(acme.owner.token)
      assert.equal(log.body().count, kept ? 1 : 0)
    })
  }

  test('says nothing internal when something breaks', async ({ client, assert }) => {
    for (const ending of ['throws', 'breaks_the_transaction', 'cannot_be_written']) {
      const response = await client.post(`/api/probes/${ending}`).bearerToken(acme.owner.token)
      assert.deepEqual(response.body(), {
        type: 'about:blank',
        title: 'Internal Server Error',
        status: 500,
        detail: 'Internal server error.',
        instance: `/api/probes/${ending}`,
        code: 'internal_error',
        request_id: response.header('x-request-id'),
      })
    }
  })

  test('is whole when the client goes away in the middle, and gives its connection back', async ({
    client,
    assert,
  }) => {
    const pool = db.connection().getWriteClient().client.pool
    for (let number = 0; number < 5; number += 1) await abort(acme.owner.token)
    await until(() => pool.numUsed() === 0)

    const list = await client.get('/api/customers/').bearerToken(acme.owner.token)
    assert.lengthOf(list.body().results, list.body().count)
  })

  test('refuses a route that does not say whom it lets in', async ({ client }) => {
    const response = await client.get('/api/probes/undeclared').bearerToken(acme.owner.token)
    response.assertStatus(403)
    response.assertBodyContains({ code: 'access_not_declared' })
  })
})

test.group('Tenancy | unit of work | the read that ends it', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  const insert = (unit: UnitOfWork) =>
    unit.query(
      `INSERT INTO customers (organization_id, id, name, customer_type)
       VALUES ($1, gen_random_uuid(), 'Ada', 'individual')`,
      [acme.id]
    )
  const namesOf = () =>
    UnitOfWork.run(forOrganization(acme.id), async () =>
      Read.of<{ name: string }, string[]>(
        { text: 'SELECT name FROM customers', values: [] },
        (rows) => rows.map(({ name }) => name)
      )
    )

  test('is answered, after what was written is committed', async ({ assert }) => {
    const count = await UnitOfWork.run(forOrganization(acme.id), async (unit) => {
      await insert(unit)
      return Read.of<{ n: number }, number | undefined>(
        { text: 'SELECT count(*) AS n FROM customers', values: [] },
        ([row]) => row?.n
      )
    })
    assert.equal(count, 1)
    assert.deepEqual(await namesOf(), ['Ada'])
  })

  test('undoes what was written when it fails', async ({ assert }) => {
    const failing = UnitOfWork.run(forOrganization(acme.id), async (unit) => {
      await insert(unit)
      return Read.of({ text: 'SELECT 1 / 0', values: [] }, () => null)
    })
    await assert.rejects(() => failing, /division by zero/)
    assert.deepEqual(await namesOf(), [])
  })

  test('undoes what was written when the work was abandoned', async ({ assert }) => {
    await UnitOfWork.run(forOrganization(acme.id), async (unit) => {
      await insert(unit)
      unit.markForRollback()
      return Read.of({ text: 'SELECT 1', values: [] }, () => null)
    })
    assert.deepEqual(await namesOf(), [])
  })
})

test.group('Tenancy | unit of work | held', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('an opening that fails leaves no transaction behind on its connection', async ({
    assert,
  }) => {
    const failing = { ...forOrganization(acme.id), sql: 'SELECT (1 / 0)::text AS answer' }
    await assert.rejects(() => UnitOfWork.openDetached(failing, PATIENCE), /division by zero/)

    const { rows } = await db.rawQuery(
      `SELECT count(*)::int AS left FROM pg_stat_activity
       WHERE datname = current_database() AND state LIKE 'idle in transaction%'`
    )
    assert.deepEqual(rows, [{ left: 0 }])
  })

  test('a stream that goes on after the end reaches no connection', async ({ assert }) => {
    const unit = await UnitOfWork.openDetached(forOrganization(acme.id), PATIENCE)
    const rows = unit.stream('SELECT generate_series(1, 1000) AS n', [])
    await assert.rejects(async () => {
      for await (const row of rows) if (row) await unit.close()
    }, /has ended/)
    await unit.close()
  })
})

async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 20))
}

function abort(token: string): Promise<void> {
  return new Promise((resolve) => {
    const request = httpRequest(`${process.env.APP_URL}/api/probes/takes_long`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    })
    request.on('error', () => resolve())
    request.end()
    setTimeout(() => request.destroy(), 100)
  })
}
