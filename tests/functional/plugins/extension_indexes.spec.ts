import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { test } from '@japa/runner'
import { checkPlugins } from '#core/health/checks/plugins'
import { StartupError } from '#core/health/startup_error'
import { definePlugin } from '#core/plugins/api'
import { extension } from '#core/plugins/fields'
import { dropFieldObjects, settleFieldObjects } from '#core/plugins/fields/objects'
import { uniqueFieldsOf } from '#core/plugins/fields/unique'
import { installedPlugins } from '#core/plugins/installed'
import { ownedObjectsOf } from '#core/plugins/owned_objects'
import { removePlugin } from '#core/plugins/uninstall_data'
import { migrate } from '#core/database/migrations'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { inDatabase } from '#tests/support/deals'
import { makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'

const number = extension.text({ title: 'Number', unique: true, search: true })

const tax = definePlugin({ id: 'tax', version: '1.0.0', fields: { customers: { number } } })

const NAMES = [
  'function search_tax_customers_number_found',
  'index tax_customers_number_search',
  'index tax_customers_number_unique',
]

async function there(client: QueryClientContract = db.connection()): Promise<string[]> {
  const { rows } = await client.rawQuery<{ rows: { name: string }[] }>(
    `SELECT 'index ' || relname AS name FROM pg_class WHERE relname LIKE 'tax\\_customers%' AND relkind = 'i'
     UNION SELECT 'function ' || proname FROM pg_proc WHERE proname LIKE 'search\\_tax\\_%' ORDER BY 1`
  )
  return rows.map(({ name }) => name)
}

const issues = async () =>
  (await checkPlugins(db.connection())).issues.map(({ sentence }) => sentence)

test.group('Extension fields | indexes', (group) => {
  bring(group, [tax])
  group.each.teardown(() => dropFieldObjects('tax', db.connection()))

  test('are made when migrations have run, and doctor says which are missing', async ({
    assert,
  }) => {
    assert.deepEqual(await there(), [])
    assert.include(
      (await issues()).join(),
      'The index tax_customers_number_unique of extensions.tax.number in customers is missing.'
    )
    await migrate()
    assert.deepEqual(await there(), NAMES)
    assert.deepEqual(await issues(), [])
    await migrate()
    assert.deepEqual(await there(), NAMES)
  })

  test('are dropped when the plugin declares the field so no more, and stay while it is away', async ({
    assert,
  }) => {
    await settleFieldObjects([tax], db.connection())
    await settleFieldObjects([], db.connection())
    assert.deepEqual(await there(), NAMES)
    const plain = extension.text({ title: 'Number' })
    const later = definePlugin({
      id: 'tax',
      version: '1.1.0',
      fields: { customers: { number: plain } },
    })
    await settleFieldObjects([later], db.connection())
    assert.deepEqual(await there(), [])
  })

  test('go with the plugin when it is uninstalled', async ({ assert }) => {
    await settleFieldObjects([tax], db.connection())
    const trx = await db.transaction()
    try {
      const ids = installedPlugins().map(({ id }) => id)
      await removePlugin('tax', await ownedObjectsOf('tax', ids, trx), trx)
      assert.deepEqual(await there(trx), [])
      await settleFieldObjects([tax], trx)
      assert.deepEqual(await there(trx), NAMES)
    } finally {
      await trx.rollback()
    }
  })

  test('serve the search, however many records there are', async ({ assert }) => {
    const acme = await makeCompany()
    await inDatabase(
      acme,
      `INSERT INTO customers (organization_id, id, code, name, extensions)
       SELECT app_organization(), gen_random_uuid(), 'T' || n, 'N' || n,
              jsonb_build_object('tax', jsonb_build_object('number', 'tax ' || n * 7919))
       FROM generate_series(1, 1000) n`
    )
    await settleFieldObjects([tax], db.connection())
    const plan = await UnitOfWork.run(forOrganization(acme.id), async (unit) => {
      await unit.query('SET LOCAL ROLE none')
      await unit.query('ANALYZE customers')
      await unit.query('SET LOCAL ROLE crm_system')
      for (const way of ['seqscan', 'indexscan', 'indexonlyscan']) {
        await unit.query(`SET LOCAL enable_${way} = off`)
      }
      const value = `(record.extensions #>> '{tax,number}')`
      const { rows } = await unit.query<{ 'QUERY PLAN': string }>(
        `EXPLAIN SELECT record.id FROM customers record
         WHERE record.organization_id = app_organization() AND record.deleted_at IS NULL
           AND ${value} IS NOT NULL AND fold_text(${value}) LIKE '%395950%'`
      )
      return rows.map((row) => row['QUERY PLAN']).join('\n')
    })
    assert.match(plan, /tax_customers_number_search[^]*Index Cond:[^]*395950/, plan)
  })

  test('say which field has values that are not unique, and make nothing of it', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    const ids = [await makeCustomer(acme), await makeCustomer(acme)]
    await inDatabase(
      acme,
      `UPDATE customers SET extensions = '{"tax":{"number":"A1"}}' WHERE id = ANY($1)`,
      [ids]
    )
    await assert.rejects(
      () => settleFieldObjects([tax], db.connection()),
      StartupError,
      /^"tax" cannot keep extensions\.tax\.number unique: records of customers have the same value\./
    )
    assert.notInclude(await there(), 'index tax_customers_number_unique')
    await inDatabase(acme, `UPDATE customers SET extensions = '{}' WHERE id = ANY($1)`, [ids])
  })
})

test.group('Unique indexes of plugins', (group) => {
  group.setup(async () => {
    await db.rawQuery(
      `CREATE UNIQUE INDEX loyalty_entries_customer_id_reason_unique
       ON loyalty_entries (organization_id, customer_id, reason) WHERE reason = 'Once'`
    )
    return async () => {
      await db.rawQuery('DROP INDEX loyalty_entries_customer_id_reason_unique')
    }
  })

  test('409 names the field of a value that is there already', async ({ client }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'loyalty', { welcome_points: 0 })
    const body = { customer_id: await makeCustomer(acme), points: 1, reason: 'Once' }
    const first = await api(client, acme.owner).post('/api/loyalty-entries/', body)
    first.assertStatus(201)
    const second = await api(client, acme.owner).post('/api/loyalty-entries/', body)
    second.assertStatus(409)
    second.assertBodyContains({
      code: 'already_exists',
      field: 'reason',
      detail: 'There is one with this customer_id and reason already.',
    })
  })

  test('are understood by their names, and guessed by nothing else: {$self}')
    .with([
      ['loyalty_entries_reason_unique', 'reason'],
      ['loyalty_entries_organization_id_customer_id_points_key', 'customer_id points'],
      ['loyalty_entries_points_idx', 'points'],
      ['loyalty_entries_once', ''],
      ['something_else', ''],
    ] as const)
    .run(({ assert }, [index, fields]) => {
      assert.equal(uniqueFieldsOf('loyalty_entries', index).join(' '), fields)
    })
})
