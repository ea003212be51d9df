import type pg from 'pg'
import { copyTable } from '#bench/bare_tables'
import * as words from '#bench/names'
import { type Population, asSystemRole, loading } from '#bench/population'

const LEADS = 300_000

/**
 * Gives the largest organization its leads, unless they are there, and the plain copies the
 * indexes from which the bare server reads each answer at the least cost.
 */
export async function populateLeads(client: pg.Client, { large }: Population): Promise<void> {
  const { rows } = await client.query<{ name: string | null }>(
    `SELECT to_regclass('bare.leads')::text AS name`
  )
  if (rows[0]?.name) return
  const size = Math.min(LEADS, large.customers)
  console.log(`Seeding ${size} leads …`)
  await loading(client, 'leads', () =>
    client.query(LEADS_SQL, [
      large.organizationId,
      size,
      words.FIRST_NAMES,
      words.SURNAMES,
      words.TRADES,
    ])
  )
  await asSystemRole(client, () =>
    client.query(
      `INSERT INTO code_counters (organization_id, resource, last) VALUES ($1, 'leads', $2)`,
      [large.organizationId, size]
    )
  )
  await copyTable(client, 'leads')
  await client.query(COVERING_INDEXES)
  await client.query(SEARCH_INDEXES)
  await client.query('VACUUM (ANALYZE)')
}

/** Each is all that one statement reads. */
const COVERING_INDEXES = `
  CREATE INDEX ON bare.customers (organization_id, assigned_to_id) WHERE deleted_at IS NULL;
  CREATE INDEX ON bare.customers (organization_id, industry) WHERE deleted_at IS NULL;
  CREATE INDEX ON bare.customers (organization_id, id) WHERE deleted_at IS NOT NULL;
  CREATE INDEX ON bare.leads (organization_id, assigned_to_id, is_converted)
    WHERE deleted_at IS NULL;
  CREATE INDEX ON bare.leads (organization_id) INCLUDE (status, qualification_status, source,
    lead_score, estimated_value, created_at) WHERE deleted_at IS NULL;
  CREATE INDEX ON bare.deals (organization_id, assigned_to_id, currency, status) INCLUDE (value)
    WHERE deleted_at IS NULL;
  CREATE INDEX ON bare.deals (organization_id, customer_id) INCLUDE (currency, value)
    WHERE deleted_at IS NULL;
  CREATE INDEX ON bare.deals (organization_id, expected_close_date) INCLUDE (currency, value,
    expected_revenue) WHERE deleted_at IS NULL AND status = 'open'`

/** What is searched, in one column with one trigram index. */
const SEARCH_INDEXES = `
  ALTER TABLE bare.customers ADD COLUMN words text GENERATED ALWAYS AS (lower(
    name || E'\\n' || coalesce(email, '') || E'\\n' || coalesce(company_name, '') || E'\\n')) STORED;
  ALTER TABLE bare.deals ADD COLUMN words text GENERATED ALWAYS AS (lower(title || E'\\n')) STORED;
  CREATE INDEX ON bare.customers USING gin (organization_id, words gin_trgm_ops)
    WHERE deleted_at IS NULL;
  CREATE INDEX ON bare.deals USING gin (organization_id, words gin_trgm_ops)
    WHERE deleted_at IS NULL;
  CREATE INDEX ON bare.deals (organization_id, customer_id, created_at DESC, id DESC)`

/** Spread over three years, a tenth of them converted, four fifths assigned. */
const LEADS_SQL = `
  INSERT INTO leads (organization_id, id, code, name, company, email, phone, source, status,
    qualification_status, assigned_to_id, score_automatic, estimated_value, converted_at, notes,
    created_at, updated_at)
  SELECT $1, bare.uuid_v7(at, n), 'LEAD' || lpad(i::text, greatest(3, length(i::text)), '0'),
    first || ' ' || last, last || ' ' || trade,
    lower(first || '.' || last) || bare.pick(n, 60, 9999) || '@example.com',
    '+351 21 ' || lpad(bare.pick(n, 61, 9999999)::text, 7, '0'),
    (ARRAY['website', 'website', 'referral', 'event', 'partner'])[bare.pick(n, 62, 5)],
    CASE WHEN share <= 80 THEN 'active' ELSE 'inactive' END, stage,
    CASE WHEN share % 5 > 0 THEN bare.employee($1, bare.pick(n, 63, 100)) END,
    bare.pick(n, 64, 100), CASE WHEN share % 3 > 0 THEN bare.pick(n, 65, 5000000) / 100.0 END,
    CASE WHEN stage = 'converted' THEN at + interval '20 days' END,
    'Asked for the price list at a fair, and for a visit in spring.', at, at
  FROM (
    SELECT i, n, bare.pick(n, 66, 100) AS share,
           now() - interval '3 years' * (1 - (i - 0.5) / $2::int) AS at,
           (ARRAY['new', 'new', 'new', 'contacted', 'contacted', 'qualified', 'qualified',
                  'unqualified', 'converted', 'lost'])[bare.pick(n, 67, 10)] AS stage,
           ($3::text[])[bare.pick(n, 68, cardinality($3::text[]))] AS first,
           ($4::text[])[bare.pick(n, 69, cardinality($4::text[]))] AS last,
           ($5::text[])[bare.pick(n, 70, cardinality($5::text[]))] AS trade
    FROM (SELECT i, 900000000 + i AS n FROM generate_series(1, $2::int) i) place OFFSET 0
  ) lead
  ORDER BY at`
