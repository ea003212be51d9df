import type pg from 'pg'
import { copyTable } from '#bench/bare_tables'
import * as words from '#bench/names'
import { type Population, asSystemRole, loading } from '#bench/population'

const SIZES = { large: 200_000, medium: 20_000, thousand: 1_000 }
const PATIENCE = [60, null, 14, 7]

/**
 * Gives the population its deals, unless they are there: 200,000 in one
 * organization, or a tenth of that, spread over stages and three years; those
 * of all organizations lie mixed. With plain copies for the bare server.
 */
export async function populateDeals(
  client: pg.Client,
  { large, medium, thousand }: Population,
  small: boolean
): Promise<void> {
  const { rows } = await client.query<{ name: string | null }>(
    `SELECT to_regclass('bare.deals')::text AS name`
  )
  if (rows[0]?.name) return
  const share = small ? 0.1 : 1
  const sizes = [
    [large, SIZES.large * share],
    [medium, SIZES.medium * share],
    [thousand, SIZES.thousand * share],
  ] as const
  console.log(`Seeding ${sizes.reduce((sum, [, size]) => sum + size, 0)} deals …`)
  await asSystemRole(client, () =>
    client.query(
      `UPDATE pipeline_stages SET rot_after_days = ($1::int[])[position] WHERE type = 'open'`,
      [PATIENCE]
    )
  )
  await loading(client, 'deals', () =>
    client.query(DEALS_SQL, [
      sizes.map(([{ organizationId }]) => organizationId),
      sizes.map(([, size]) => size),
      words.TRADES,
      words.SURNAMES,
    ])
  )
  await loading(client, 'deal_stage_intervals', () => client.query(INTERVALS_SQL))
  await asSystemRole(client, () =>
    client.query(
      `INSERT INTO code_counters (organization_id, resource, last)
       SELECT organization_id, 'deals', count(*) FROM deals GROUP BY 1`
    )
  )
  await copyDeals(client)
  await client.query('VACUUM (ANALYZE)')
}

/** Without fence, triggers and kept sums, with the indexes that one would write by hand. */
async function copyDeals(client: pg.Client): Promise<void> {
  for (const table of ['pipelines', 'pipeline_stages', 'deals']) {
    await copyTable(client, table)
    await client.query(`ALTER TABLE bare.${table} ADD PRIMARY KEY (organization_id, id)`)
  }
  await client.query(`
    INSERT INTO bare.permissions SELECT DISTINCT role, 'deals:read' FROM bare.permissions;
    CREATE INDEX ON bare.deals (organization_id, created_at DESC, id DESC) WHERE deleted_at IS NULL;
    CREATE INDEX ON bare.deals (organization_id, value DESC NULLS LAST, id DESC)
      WHERE deleted_at IS NULL;
    CREATE INDEX ON bare.deals (organization_id, status, priority) WHERE deleted_at IS NULL;
    CREATE INDEX ON bare.deals (organization_id, stage_id, created_at DESC, id DESC)
      WHERE deleted_at IS NULL;
    CREATE INDEX ON bare.deals (organization_id, last_touch_at) WHERE status = 'open';
    ALTER TABLE bare.deals SET (autovacuum_enabled = false)`)
}

const INTERVALS_SQL = `
  INSERT INTO deal_stage_intervals (organization_id, deal_id, entered_at, pipeline_id, stage_id,
                                    status, value, currency, probability, lost_reason)
  SELECT organization_id, id, stage_entered_at, pipeline_id, stage_id, status, value, currency,
         probability, lost_reason FROM deals`

/** Of fifteen deals nine are open, four won and two lost, in the six stages of the default pipeline. */
const DEALS_SQL = `
  INSERT INTO deals (organization_id, id, code, title, description, customer_id, pipeline_id,
    stage_id, status, assigned_to_id, value, currency, probability, expected_close_date,
    actual_close_date, priority, lost_reason, source, tags, notes, stage_entered_at, last_touch_at,
    created_at, updated_at)
  SELECT organization, bare.uuid_v7(at, n), 'DEAL' || lpad(i::text, greatest(3, length(i::text)), '0'),
    ($3::text[])[bare.pick(n, 40, cardinality($3::text[]))] || ' ' || bare.pick(n, 41, 13) || ' for '
      || ($4::text[])[bare.pick(n, 42, cardinality($4::text[]))],
    'Licences for three years, with an introduction on the spot.',
    customer, pipeline, stages[stage],
    CASE WHEN stage <= 4 THEN 'open' WHEN stage = 5 THEN 'won' ELSE 'lost' END,
    CASE WHEN share % 5 > 0 THEN bare.employee(organization, bare.pick(n, 44, 100)) END,
    CASE WHEN share % 20 > 0 THEN round(bare.pick(n, 45, 10000000) / 100.0, 2) END,
    CASE WHEN share % 10 = 0 THEN 'EUR' ELSE 'USD' END, (ARRAY[10, 25, 50, 75, 100, 0])[stage],
    (at + make_interval(days => 20 + bare.pick(n, 46, 200)))::date,
    CASE WHEN stage >= 5 THEN least(at + make_interval(days => bare.pick(n, 47, 120)), now())::date END,
    (ARRAY['low', 'medium', 'medium', 'high', 'urgent'])[bare.pick(n, 48, 5)],
    CASE WHEN stage = 6 THEN 'Price' END, 'website',
    CASE WHEN share % 4 = 0 THEN ARRAY['renewal', 'q3'] ELSE '{}' END,
    'Asked for a second offer after the visit in spring.', touched, touched, at, touched
  FROM (
    SELECT *, (ARRAY[1, 1, 2, 2, 3, 3, 4, 4, 4, 5, 5, 5, 5, 6, 6])[bare.pick(n, 49, 15)] AS stage,
           bare.pick(n, 50, 100) AS share,
           at + (now() - at) * bare.pick(n, 51, 100) / 100.0 AS touched
    FROM (
      SELECT o.id AS organization, i, o.place * 10000000 + i AS n, pipeline, stages,
             bare.pick(o.place * 10000000 + i, 43, customers) AS number,
             now() - interval '3 years' * (1 - (i - 0.001
               - bare.pick(o.place * 10000000 + i, 52, 900) / 1000.0) / o.size) AS at
      FROM (
        SELECT *, (SELECT count(*)::int FROM customers c WHERE c.organization_id = o.id) AS customers,
               (SELECT p.id FROM pipelines p WHERE p.organization_id = o.id AND p.is_default) AS pipeline,
               ARRAY(SELECT s.id FROM pipeline_stages s WHERE s.organization_id = o.id ORDER BY s.position) AS stages
        FROM unnest($1::uuid[], $2::int[]) WITH ORDINALITY AS o(id, size, place)
        OFFSET 0
      ) o, generate_series(1, o.size) i
    ) place
    JOIN (SELECT organization_id AS organization, id AS customer,
                 row_number() OVER (PARTITION BY organization_id ORDER BY id)::int AS number
          FROM customers) named USING (organization, number)
    OFFSET 0
  ) deal
  ORDER BY at`
