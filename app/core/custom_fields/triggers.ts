import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { runMaintenance } from '#core/database/connection_health'
import { installedPlugins } from '#core/plugins/installed'
import type { Resource } from '#core/resources/define_resource'

/** Whether the database knows what keeps the index: an upgrade may stop before that. */
const KNOWN = `SELECT to_regproc('keep_custom_field_values') IS NOT NULL AS known`

interface Table extends Record<string, unknown> {
  readonly name: string
}

/**
 * Has the index of what organizations define kept by triggers on the tables of all extensible resources,
 * those of plugins among them. Does nothing where they are there.
 *
 * @param db of the login role
 */
export async function keepCustomFieldValues(db: QueryClientContract): Promise<void> {
  const { rows } = await db.rawQuery<{ rows: { known: boolean }[] }>(KNOWN)
  if (rows[0]?.known !== true) return
  const wanted = extensible()
  const missing = await withoutTriggers(
    db,
    wanted.map(({ table }) => table)
  )
  for (const resource of wanted) {
    if (missing.has(resource.table)) await runMaintenance(() => makeTriggers(db, resource))
  }
}

function extensible(): Resource[] {
  return installedPlugins().flatMap(({ resources = [] }) =>
    resources.filter(({ extensible: isExtensible }) => isExtensible)
  )
}

async function withoutTriggers(db: QueryClientContract, tables: readonly string[]) {
  const { rows } = await db.rawQuery<{ rows: Table[] }>(
    `SELECT c.relname AS name FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname = ANY(?)
       AND (SELECT count(*) FROM pg_trigger t
         WHERE t.tgrelid = c.oid AND t.tgfoid = to_regproc('keep_custom_field_values')) < 3`,
    [[...tables]]
  )
  return new Set(rows.map(({ name }) => name))
}

/** They run for nothing but what concerns them: what they ask first costs less than calling them. */
async function makeTriggers(db: QueryClientContract, { name, table, softDeletes }: Resource) {
  const has = (row: string) => `jsonb_exists(${row}.extensions, 'custom')`
  const hides = softDeletes
    ? `OR (OLD.deleted_at IS DISTINCT FROM NEW.deleted_at AND ${has('NEW')})`
    : ''
  const run = `EXECUTE FUNCTION keep_custom_field_values('${name}'${softDeletes ? `, 'deleted_at'` : ''})`
  await db.rawQuery(`
    CREATE OR REPLACE TRIGGER ${table}_custom_made AFTER INSERT ON ${table}
    FOR EACH ROW WHEN (${has('NEW')}) ${run}`)
  await db.rawQuery(`
    CREATE OR REPLACE TRIGGER ${table}_custom_changed AFTER UPDATE ON ${table}
    FOR EACH ROW WHEN ((OLD.extensions -> 'custom') IS DISTINCT FROM (NEW.extensions -> 'custom') ${hides}) ${run}`)
  await db.rawQuery(`
    CREATE OR REPLACE TRIGGER ${table}_custom_gone AFTER DELETE ON ${table}
    FOR EACH ROW WHEN (${has('OLD')}) ${run}`)
}
