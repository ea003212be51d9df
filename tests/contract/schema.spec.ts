import { randomUUID } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { rlsViolations } from '#core/database/catalogue_check'
import { type TransactionOptions, UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { makeCustomer } from '#tests/support/customers'
import { makeCompany } from '#tests/support/personas'

/** As a request works, but for no organization. */
const forNobody: TransactionOptions = { ...asSystem, role: 'crm_app' }

async function tenantTables(): Promise<string[]> {
  const { rows } = await db.rawQuery<{ rows: { name: string }[] }>(
    `SELECT c.relname AS name FROM pg_class c
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organization_id'
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`
  )
  return rows.map(({ name }) => name)
}

/** What is found wrong when something is done to the schema, which is undone. */
async function problemsAfter(damage: string): Promise<string[]> {
  const transaction = await db.transaction()
  try {
    await transaction.rawQuery(damage)
    return await rlsViolations((text) => transaction.rawQuery(text))
  } finally {
    await transaction.rollback()
  }
}

const DAMAGES: readonly (readonly [damage: string, problem: string])[] = [
  ['ALTER TABLE customers DISABLE ROW LEVEL SECURITY', 'customers has no row-level security'],
  [
    'ALTER TABLE customers NO FORCE ROW LEVEL SECURITY',
    'customers does not force row-level security on its owner',
  ],
  [
    'DROP POLICY organization ON customers',
    'customers has no policy of crm_app with USING and WITH CHECK',
  ],
  [
    'DROP POLICY system ON customers',
    'customers has no policy of crm_system with USING and WITH CHECK',
  ],
  [
    'CREATE POLICY open ON customers FOR SELECT USING (true)',
    'customers: the policy open applies to PUBLIC',
  ],
  [
    'ALTER POLICY organization ON customers USING (true)',
    'customers: the policy organization does not ask for the organization',
  ],
  [
    'CREATE TABLE loose (organization_id uuid, id uuid PRIMARY KEY)',
    'loose: the primary key does not begin with organization_id',
  ],
  [
    `ALTER TABLE roles ADD CONSTRAINT roles_id_alone UNIQUE (id);
     ALTER TABLE employees ADD CONSTRAINT employees_loose FOREIGN KEY (role_id) REFERENCES roles (id)`,
    'employees: the foreign key employees_loose lets a row of another organization in',
  ],
  [
    'DROP INDEX customers_created_by',
    'customers: the foreign key customers_created_by_id_fkey has no index',
  ],
  [
    `CREATE FUNCTION loose() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'`,
    'loose() is a security definer without a search_path of its own',
  ],
  [
    `CREATE FUNCTION loose() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'`,
    'loose() is a security definer that PUBLIC may call',
  ],
  ['CREATE VIEW loose AS SELECT * FROM customers', 'loose is a view with the rights of its owner'],
  ['GRANT TRUNCATE ON customers TO crm_app', 'crm_app may TRUNCATE customers'],
  ['GRANT REFERENCES ON customers TO crm_app', 'crm_app may REFERENCES customers'],
  [
    'ALTER TABLE pgboss.job_common DISABLE ROW LEVEL SECURITY',
    'pgboss.job_common has no row-level security',
  ],
  ['GRANT DELETE ON pgboss.job TO crm_app', 'crm_app may DELETE pgboss.job'],
  [
    'GRANT SELECT (data) ON pgboss.job_common TO crm_app',
    'crm_app may read data of pgboss.job_common',
  ],
  ['GRANT CREATE ON SCHEMA public TO crm_app', 'crm_app may create in the schema public'],
]

test.group('Schema | fence', () => {
  test('stands', async ({ assert }) => {
    const problems = await UnitOfWork.run(asSystem, (unit) =>
      rlsViolations((text) => unit.query(text))
    )

    assert.deepEqual(problems, [])
  })

  test('its every gap is found: {1}')
    .with([...DAMAGES])
    .run(async ({ assert }, [damage, problem]) => {
      assert.include(await problemsAfter(damage), problem)
    })

  test('shows nothing of any table to those who work for no organization', async ({ assert }) => {
    await makeCustomer(await makeCompany())
    const tables = await tenantTables()

    assert.isAbove(tables.length, 8)
    await UnitOfWork.run(forNobody, async (unit) => {
      for (const table of [...tables, 'users', 'organizations']) {
        const { rows } = await unit.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)
        assert.equal(rows[0]?.n, 0, table)
      }
    })
  })

  test('refuses a row that is written for no organization, or for another one', async ({
    assert,
  }) => {
    const acme = await makeCompany()

    await UnitOfWork.run(forNobody, async (unit) => {
      await assert.rejects(
        () =>
          unit.query(
            `INSERT INTO customers (organization_id, id, name) VALUES ($1, $2, 'Smuggled')`,
            [acme.id, randomUUID()]
          ),
        /row-level security/
      )
      unit.markForRollback()
    })
  })
})
