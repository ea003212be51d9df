import type pg from 'pg'

const COPIED = ['users', 'user_profiles', 'employees', 'customers', 'code_counters']

/**
 * A plain copy of what the bare server needs, in a schema of its own: no
 * row-level security, no triggers, no counters, and the indexes that one would
 * write by hand.
 */
export async function copyToBare(client: pg.Client): Promise<void> {
  for (const table of COPIED) await copyTable(client, table)
  await client.query(`
    CREATE TABLE bare.members (organization_id uuid, user_id uuid, role text, is_active boolean);
    CREATE TABLE bare.permissions (role text, permission text, PRIMARY KEY (role, permission));
    GRANT INSERT, SELECT ON ALL TABLES IN SCHEMA bare TO crm_system`)

  await client.query('SET ROLE crm_system')
  await client.query(`
    INSERT INTO bare.members
      SELECT m.organization_id, m.user_id, r.slug, m.is_active FROM user_organizations m
      JOIN user_roles ur ON ur.organization_id = m.organization_id AND ur.user_id = m.user_id
      JOIN roles r ON r.organization_id = ur.organization_id AND r.id = ur.role_id;
    INSERT INTO bare.permissions
      SELECT DISTINCT role, 'customers:' || action FROM bare.members,
        unnest(ARRAY['read', 'create', 'update', 'delete', 'export']) action`)
  await client.query('RESET ROLE')

  await client.query(`
    ALTER TABLE bare.users ADD PRIMARY KEY (id);
    ALTER TABLE bare.members ADD PRIMARY KEY (user_id, organization_id);
    ALTER TABLE bare.user_profiles ADD PRIMARY KEY (organization_id, id);
    ALTER TABLE bare.employees ADD PRIMARY KEY (organization_id, id);
    ALTER TABLE bare.code_counters ADD PRIMARY KEY (organization_id, resource);
    ALTER TABLE bare.customers ADD PRIMARY KEY (organization_id, id),
      ADD FOREIGN KEY (organization_id, assigned_to_id)
        REFERENCES bare.employees (organization_id, id);
    CREATE INDEX ON bare.customers (organization_id, created_at DESC, id DESC)
      WHERE deleted_at IS NULL;
    CREATE INDEX ON bare.customers (organization_id, status, customer_type)
      WHERE deleted_at IS NULL;
    ALTER TABLE bare.customers SET (autovacuum_enabled = false)`)
}

/** Makes a plain copy of a table, without the column that is searched. */
export async function copyTable(client: pg.Client, table: string): Promise<void> {
  await client.query(`CREATE TABLE bare.${table} (LIKE ${table} INCLUDING DEFAULTS)`)
  await client.query(`ALTER TABLE bare.${table} DROP COLUMN IF EXISTS search_text`)
  await client.query(`GRANT INSERT, SELECT ON bare.${table} TO crm_system`)
  const { rows } = await client.query<{ columns: string }>(
    `SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS columns FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`,
    [`bare.${table}`]
  )
  const columns = rows[0]?.columns
  await client.query('SET ROLE crm_system')
  await client.query(`INSERT INTO bare.${table} (${columns}) SELECT ${columns} FROM ${table}`)
  await client.query('RESET ROLE')
}
