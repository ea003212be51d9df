import type pg from 'pg'
import { asSystemRole, loading } from '#bench/population'
import type { Caller } from '#bench/population'

/** How many activities the organization has, and how many of them one record. */
export const SIZES = { activities: 300_000, ofOne: 10_000 }

const TABLES = ['activities', 'associations', 'activity_timeline', 'audit_events']

/**
 * Gives an organization its activities, most of them about the first of its customers, and the rest spread
 * over the others. @returns the id of the first
 */
export async function populateActivities(
  client: pg.Client,
  { organizationId, userId }: Caller
): Promise<string> {
  console.log(`Seeding ${SIZES.activities} activities …`)
  const values = [organizationId, userId, SIZES.activities]
  await loading(client, 'activities', () => client.query(ACTIVITIES_SQL, values))
  /* What triggers of whole statements would keep of each record is nothing that is measured. */
  await client.query('ALTER TABLE associations DISABLE TRIGGER USER')
  await loading(client, 'associations', () =>
    client.query(ASSOCIATIONS_SQL, [organizationId, SIZES.ofOne])
  )
  await client.query('ALTER TABLE associations ENABLE TRIGGER USER')
  await loading(client, 'activity_timeline', () => client.query(TIMELINE_SQL, [organizationId]))
  /* What the log says of each association, as triggers would have written it. */
  await asSystemRole(client, () => client.query(EVENTS_SQL, [organizationId]))
  await copyActivities(client)
  await client.query(`VACUUM (ANALYZE) ${TABLES.join(', ')}`)
  await client.query('ANALYZE')
  const { rows } = await client.query<{ id: string }>(
    `SELECT record_id AS id FROM bare.activity_timeline GROUP BY 1 ORDER BY count(*) DESC LIMIT 1`
  )
  return rows[0]?.id ?? ''
}

const ACTIVITIES_SQL = `
  INSERT INTO activities (organization_id, id, kind, subject, body, status, completed_at, created_by_id,
                          created_at)
  SELECT $1, gen_random_uuid(), (ARRAY['note', 'task', 'meeting', 'call', 'message'])[1 + n % 5],
    'Activity ' || n, repeat('They like rockets. ', 1 + n % 20), 'completed',
    now() - make_interval(secs => n * 60), $2, now() - make_interval(secs => n * 60)
  FROM generate_series(1, $3::integer) n`

/** Every thirtieth is about the first customer; ids of activities come before those of customers. */
const ASSOCIATIONS_SQL = `
  INSERT INTO associations (organization_id, from_type, from_id, to_type, to_id)
  SELECT $1, least(a.type, 'customers'), CASE WHEN a.type < 'customers' THEN a.id ELSE c.id END,
    greatest(a.type, 'customers'), CASE WHEN a.type < 'customers' THEN c.id ELSE a.id END
  FROM (
    SELECT id, (kind || 's') COLLATE "C" AS type, row_number() OVER (ORDER BY completed_at) AS n,
      count(*) OVER () / $2::integer AS share
    FROM activities WHERE organization_id = $1) a
  JOIN (
    SELECT id, row_number() OVER (ORDER BY id) AS n, count(*) OVER () AS many
    FROM customers WHERE organization_id = $1) c
    ON c.n = CASE WHEN a.n % a.share = 0 THEN 1 ELSE 2 + a.n % (c.many - 1) END`

const TIMELINE_SQL = `
  INSERT INTO activity_timeline (organization_id, activity_id, type, record_id, kind, at)
  SELECT l.organization_id, l.activity_id, l.type, l.id, a.kind, a.completed_at
  FROM activity_records l
  JOIN activities a ON a.organization_id = l.organization_id AND a.id = l.activity_id
  WHERE l.organization_id = $1 AND l.type = 'customers'`

const EVENTS_SQL = `
  INSERT INTO audit_events (organization_id, id, action, outcome, resource, record_id, created_at)
  SELECT organization_id, gen_random_uuid(), 'customers:associate', 'done', 'customers', record_id, at
  FROM activity_timeline WHERE organization_id = $1`

/** Without fence and triggers, and the one index that a page needs. */
async function copyActivities(client: pg.Client): Promise<void> {
  await client.query(`
    CREATE SCHEMA bare;
    GRANT USAGE ON SCHEMA bare TO crm_system;
    CREATE TABLE bare.activities (LIKE activities);
    CREATE TABLE bare.activity_timeline (LIKE activity_timeline);
    CREATE TABLE bare.customers (LIKE customers);
    CREATE TABLE bare.code_counters (LIKE code_counters);
    CREATE TABLE bare.users (LIKE users);
    CREATE TABLE bare.members (organization_id uuid, user_id uuid, role text, is_active boolean);
    CREATE TABLE bare.permissions (role text, permission text, PRIMARY KEY (role, permission));
    GRANT INSERT, SELECT ON ALL TABLES IN SCHEMA bare TO crm_system`)
  await asSystemRole(client, () =>
    client.query(`
      INSERT INTO bare.activities SELECT * FROM activities;
      INSERT INTO bare.activity_timeline SELECT * FROM activity_timeline;
      INSERT INTO bare.customers SELECT * FROM customers;
      INSERT INTO bare.users SELECT * FROM users;
      INSERT INTO bare.members SELECT organization_id, user_id, 'manager', is_active FROM user_organizations;
      INSERT INTO bare.permissions VALUES ('manager', 'customers:read')`)
  )
  await client.query(`
    ALTER TABLE bare.activities ADD PRIMARY KEY (organization_id, id);
    ALTER TABLE bare.customers ADD PRIMARY KEY (organization_id, id);
    ALTER TABLE bare.users ADD PRIMARY KEY (id);
    ALTER TABLE bare.members ADD PRIMARY KEY (user_id, organization_id);
    CREATE INDEX ON bare.activity_timeline
      (organization_id, type, record_id, at DESC, kind DESC, activity_id DESC)`)
}
