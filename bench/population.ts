import { createHash } from 'node:crypto'
import { glob, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import type { BenchDatabase } from './bench_database.js'
import { copyToBare } from './bare_tables.js'
import type { BenchData } from './bench_data.js'
import * as words from './names.js'

/** Somebody who works in an organization, with a session there. */
export interface Caller {
  readonly organizationId: string
  readonly userId: string
  readonly sessionId: string
}

/** An organization that is measured. */
export interface Company extends Caller {
  readonly customers: number
}

/** Who lives in the benchmark's database. */
export interface Population {
  readonly customers: number
  readonly seededAt: string
  readonly large: Company
  readonly medium: Company
  readonly thousand: Company
  /** Where records are created and changed, so that the others keep their counts. */
  readonly written: Company
}

/** The callers of all that is measured. */
export function callersOf({ large, medium, thousand, written }: Population): readonly Caller[] {
  return [large, medium, thousand, written]
}

const VERSION = 1
const ORGANIZATIONS = 50
const EMPLOYEES = 100
const SIZES = {
  full: { total: 1_000_000, large: 300_000, medium: 20_000, thousand: 1_000 },
  small: { total: 30_000, large: 10_000, medium: 2_000, thousand: 1_000 },
  reports: { total: 330_000, large: 300_000, medium: 20_000, thousand: 1_000 },
}

export type Size = keyof typeof SIZES

/**
 * The population of the database, seeded when it has none, another size, or was
 * made by other migrations.
 *
 * @param size a thirtieth of it, for a quick run, or one large organization nearly alone
 */
export async function populate(
  database: BenchDatabase,
  openHouse: () => Promise<BenchData>,
  { root, size, fresh }: { root: URL; size: Size; fresh: boolean }
): Promise<{ house: BenchData; population: Population; client: pg.Client }> {
  const fingerprint = `${VERSION}-${size}-${await schemaDigest(root)}`
  const known = fresh ? null : await kept(database, fingerprint)
  if (known) return { ...known, house: await openHouse() }

  await database.recreate()
  const house = await openHouse()
  try {
    await house.migrate()
    const client = await database.connect()
    if (!client) throw new Error(`The database ${database.name} has vanished`)
    try {
      const population = await seed(client, house, SIZES[size])
      await client.query('INSERT INTO bare.population (fingerprint, details) VALUES ($1, $2)', [
        fingerprint,
        population,
      ])
      return { house, population, client }
    } catch (error) {
      await client.end()
      throw error
    }
  } catch (error) {
    await house.close()
    throw error
  }
}

/** Undoes what an earlier run created, and leaves the tables as they were after seeding. */
export async function tidy(client: pg.Client, { written, seededAt }: Population): Promise<void> {
  const created = 'organization_id = $1 AND created_at > $2'
  const values = [written.organizationId, seededAt]
  await asSystemRole(client, async () => {
    await client.query(`DELETE FROM customers WHERE ${created}`, values)
    await client.query(`UPDATE sessions SET expires_at = now() + interval '30 days'`)
  })
  await client.query(`DELETE FROM bare.customers WHERE ${created}`, values)
  await client.query('TRUNCATE audit_events')
  await vacuum(client)
}

/** Dead rows of one item must not slow the next one. */
export async function vacuum(client: pg.Client): Promise<void> {
  await client.query(
    'VACUUM (ANALYZE) customers, record_counters, code_counters, bare.customers, bare.code_counters'
  )
}

async function kept(database: BenchDatabase, fingerprint: string) {
  const client = await database.connect()
  if (!client) return null
  const { rows } = await client
    .query<{ details: Population }>('SELECT details FROM bare.population WHERE fingerprint = $1', [
      fingerprint,
    ])
    .catch(() => ({ rows: [] }))
  const [found] = rows
  if (found) return { client, population: found.details }
  await client.end()
  return null
}

/** Changes when the schema does: its migrations, and the helpers that write parts of them. */
async function schemaDigest(root: URL): Promise<string> {
  const files: string[] = []
  for (const pattern of ['database/helpers/**/*.ts', '{database,app/**}/migrations/*.ts']) {
    for await (const file of glob(pattern, { cwd: fileURLToPath(root) })) files.push(file)
  }
  const digest = createHash('sha256')
  for (const file of files.sort()) digest.update(await readFile(new URL(file, root)))
  return digest.digest('hex').slice(0, 16)
}

async function seed(
  client: pg.Client,
  house: BenchData,
  sizes: (typeof SIZES)[Size]
): Promise<Population> {
  const seededAt = new Date().toISOString()
  const named = [sizes.large, sizes.medium, sizes.thousand]
  const others = ORGANIZATIONS - named.length
  const rest = sizes.total - named.reduce((sum, size) => sum + size, 0)
  const equal = Array.from(
    { length: others },
    (_, index) => Math.floor(rest / others) + (index < rest % others ? 1 : 0)
  )
  const companies: (Company & { ownerId: string })[] = []
  for (const customers of [...named, ...equal]) {
    companies.push({ ...(await house.found('Company')), customers })
  }

  await client.query(`
    CREATE SCHEMA bare;
    GRANT USAGE ON SCHEMA bare TO crm_system;
    CREATE TABLE bare.population (fingerprint text PRIMARY KEY, details jsonb NOT NULL);
    CREATE FUNCTION bare.pick(n bigint, question int, choices int) RETURNS int
      LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
      $$ SELECT 1 + ((hashint8extended(n, question) & 9223372036854775807) % choices)::int $$;
    CREATE FUNCTION bare.employee(organization uuid, number int) RETURNS uuid
      LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
      $$ SELECT md5(organization::text || number)::uuid $$;
    CREATE FUNCTION bare.uuid_v7(at timestamptz, n bigint) RETURNS uuid
      LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
      $$ SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0')
                 || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid $$`)

  console.log('Seeding employees …')
  await loading(client, 'employees', () =>
    client.query(EMPLOYEES_SQL, [
      companies.map((company) => company.organizationId),
      EMPLOYEES,
      words.FIRST_NAMES,
      words.SURNAMES,
    ])
  )
  console.log(`Seeding ${sizes.total} customers …`)
  await loading(client, 'customers', () =>
    client.query(CUSTOMERS_SQL, [
      companies.map((company) => company.organizationId),
      companies.map((company) => company.customers),
      companies.map((company) => company.ownerId),
      EMPLOYEES,
      seededAt,
      words.FIRST_NAMES,
      words.SURNAMES,
      words.TRADES,
      words.LEGAL_FORMS,
      words.INDUSTRIES,
      words.CITIES,
      words.COUNTRIES,
    ])
  )
  await asSystemRole(client, () =>
    client.query(`
      INSERT INTO code_counters (organization_id, resource, last)
      SELECT organization_id, 'employees', count(*) FROM employees GROUP BY 1
      UNION ALL SELECT organization_id, 'customers', count(*) FROM customers GROUP BY 1`)
  )
  console.log('Copying them for the bare server …')
  await copyToBare(client)
  await client.query('VACUUM (ANALYZE)')

  const [large, medium, thousand, written] = companies
  if (!large || !medium || !thousand || !written) throw new Error('Too few organizations')
  return { customers: sizes.total, seededAt, large, medium, thousand, written }
}

/**
 * Fills a table: without its indexes and its triggers for each row, the audit
 * log's among them, which would take hours; those for each statement keep the
 * counters.
 */
export async function loading(client: pg.Client, table: string, load: () => Promise<unknown>) {
  const indexes = await client.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
     FROM pg_index WHERE indrelid = $1::regclass
       AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)`,
    [table]
  )
  const triggers = await client.query<{ name: string }>(
    `SELECT tgname AS name FROM pg_trigger
     WHERE tgrelid = $1::regclass AND NOT tgisinternal AND tgtype & 1 = 1`,
    [table]
  )
  await client.query(`SET maintenance_work_mem = '512MB'; SET work_mem = '256MB'`)
  for (const { name } of indexes.rows) await client.query(`DROP INDEX ${name}`)
  for (const { name } of triggers.rows) {
    await client.query(`ALTER TABLE ${table} DISABLE TRIGGER ${name}`)
  }
  await asSystemRole(client, load)
  for (const { name } of triggers.rows) {
    await client.query(`ALTER TABLE ${table} ENABLE TRIGGER ${name}`)
  }
  for (const { definition } of indexes.rows) await client.query(definition)
  await client.query(`ALTER TABLE ${table} SET (autovacuum_enabled = false)`)
}

/** Works as the role that sees all organizations. */
export async function asSystemRole(client: pg.Client, work: () => Promise<unknown>) {
  await client.query('SET ROLE crm_system')
  try {
    await work()
  } finally {
    await client.query('RESET ROLE')
  }
}

const EMPLOYEES_SQL = `
  INSERT INTO employees (organization_id, id, code, first_name, last_name, email, phone,
                         department, job_title, status)
  SELECT o.id, bare.employee(o.id, k), 'EMP' || lpad(k::text, 3, '0'),
         $3::text[][bare.pick(o.place * 1000 + k, 1, cardinality($3::text[]))],
         $4::text[][bare.pick(o.place * 1000 + k, 2, cardinality($4::text[]))],
         'employee' || k || '@example.com', '+49 30 55500' || lpad(k::text, 3, '0'),
         'Sales', 'Account manager', 'active'
  FROM unnest($1::uuid[]) WITH ORDINALITY AS o(id, place), generate_series(1, $2::int) k`
  .replaceAll('$3::text[][', '($3::text[])[')
  .replaceAll('$4::text[][', '($4::text[])[')

const word = (parameter: number, question: number) =>
  `($${parameter}::text[])[bare.pick(n, ${question}, cardinality($${parameter}::text[]))]`

/** Spread over three years, the organizations' records mixed as they would have come in. */
const CUSTOMERS_SQL = `
  INSERT INTO customers (organization_id, id, code, name, first_name, last_name, company_name,
    contact_person, email, phone, customer_type, status, industry, rating,
    assigned_to_id, payment_terms, credit_limit, address, city, country, postal_code, source,
    tags, notes, created_by_id, created_at, updated_at)
  SELECT organization, bare.uuid_v7(at, n),
    'CUST' || lpad(i::text, greatest(3, length(i::text)), '0'),
    CASE WHEN business THEN company ELSE first || ' ' || last END,
    CASE WHEN business THEN NULL ELSE first END,
    CASE WHEN business THEN NULL ELSE last END,
    CASE WHEN business THEN company END,
    CASE WHEN business THEN first || ' ' || last END,
    lower(first || '.' || last) || bare.pick(n, 20, 9999) || '@example.com',
    '+351 21 ' || lpad(bare.pick(n, 21, 9999999)::text, 7, '0'),
    CASE WHEN business THEN 'business' ELSE 'individual' END,
    CASE WHEN share <= 62 THEN 'active' WHEN share <= 77 THEN 'prospect'
         WHEN share <= 92 THEN 'inactive' ELSE 'vip' END,
    CASE WHEN business OR share % 3 = 0 THEN ${word(10, 13)} END,
    bare.pick(n, 22, 500) / 100.0,
    CASE WHEN share % 5 > 0 THEN bare.employee(organization, bare.pick(n, 23, $4::int)) END,
    'net 30', bare.pick(n, 24, 100000), bare.pick(n, 25, 200) || ' High Street',
    ${word(11, 14)}, ${word(12, 15)}, lpad(bare.pick(n, 26, 99999)::text, 5, '0'), 'website',
    CASE WHEN share % 4 = 0 THEN ARRAY['key-account', 'newsletter'] ELSE '{}' END,
    'Met at a fair; asked for the price list and a visit in spring.', owner, at, at
  FROM (
    SELECT organization, owner, i, n, at, bare.pick(n, 16, 100) <= 40 AS business,
           bare.pick(n, 17, 100) AS share, ${word(6, 10)} AS first, ${word(7, 11)} AS last,
           ${word(7, 18)} || ' ' || ${word(8, 12)} || ' ' || ${word(9, 19)} AS company
    FROM (
      SELECT o.id AS organization, o.owner, i, o.place * 10000000 + i AS n,
             $5::timestamptz - interval '3 years' * (1 - (i - 0.001
               - bare.pick(o.place * 10000000 + i, 27, 900) / 1000.0) / o.size) AS at
      FROM unnest($1::uuid[], $2::int[], $3::uuid[]) WITH ORDINALITY AS o(id, size, owner, place),
           generate_series(1, o.size) i
    ) place OFFSET 0
  ) customer
  ORDER BY at`
