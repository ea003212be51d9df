import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { NOT_AUDITED } from '#tests/support/not_audited'

/** What must never be written where people read. */
const SECRET = /password|secret|token|hash|key$/

/** What is called like a secret, and names what everyone may know. */
const NO_SECRETS = new Set([
  'roles.system_key',
  'association_labels.key',
  'custom_fields.key',
  'webhooks.previous_secret_until',
])

interface Table {
  readonly name: string
  /** The columns that its audit trigger leaves out; null when it has none. */
  readonly omitted: string | null
  readonly columns: string
  readonly generated: string
}

async function tenantTables(): Promise<Table[]> {
  const { rows } = await db.rawQuery<{ rows: Table[] }>(`
    SELECT c.relname AS name,
      (SELECT CASE WHEN bit_or(t.tgtype::int) = 29 THEN max(CASE WHEN p.proname = 'audit_record'
                THEN split_part(encode(t.tgargs, 'escape'), '\\000', 2) ELSE '' END) END
       FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
       WHERE t.tgrelid = c.oid AND p.proname LIKE 'audit\\_%' AND t.tgenabled = 'O') AS omitted,
      (SELECT string_agg(a.attname, ',') FROM pg_attribute a
       WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
      (SELECT coalesce(string_agg(a.attname, ','), '') FROM pg_attribute a
       WHERE a.attrelid = c.oid AND a.attgenerated <> '' AND NOT a.attisdropped) AS generated
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND (c.relname = 'organizations' OR EXISTS (
        SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'organization_id'))
    ORDER BY 1`)
  return rows
}

const listed = (text: string) => text.replace(/[{}]/g, '').split(',').filter(Boolean)

test.group('Audit | every table', () => {
  test('of an organization is in the audit log, or says why not', async ({ assert }) => {
    const tables = await tenantTables()
    const unseen = tables.filter(({ name, omitted }) => omitted === null && !NOT_AUDITED[name])

    assert.isAbove(tables.length, 10)
    assert.deepEqual(
      unseen.map(({ name }) => `${name}: call auditRecords() in its migration`),
      []
    )
  })

  test('that is excepted exists, and is not in it', async ({ assert }) => {
    const tables = await tenantTables()
    const seen = new Map(tables.map(({ name, omitted }) => [name, omitted]))

    for (const name of Object.keys(NOT_AUDITED)) assert.isNull(seen.get(name), name)
  })

  test('keeps its secrets and what the database computes out of it', async ({ assert }) => {
    const told: string[] = []
    for (const { name, omitted, columns, generated } of await tenantTables()) {
      if (!omitted) continue
      const left = new Set(listed(omitted))
      const wanted = [
        ...listed(columns).filter((column) => SECRET.test(column)),
        ...listed(generated),
      ]
      told.push(
        ...wanted
          .filter((column) => !left.has(column) && !NO_SECRETS.has(`${name}.${column}`))
          .map((column) => `${name}.${column}`)
      )
    }

    assert.deepEqual(told, [])
  })
})
