import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { createSecurityDefiner } from '#database/helpers/v1/rls'

/** What a DELETE took away: records that go with their organization are counted nowhere any more. */
export const ofTheLiving = (alias: string) => `removed ${alias}
  JOIN organizations living ON living.id = ${alias}.organization_id`

/**
 * Keeps the number of a table's undeleted records per organization and facet
 * in `record_counters`, by triggers, so that an exact count is a sum of a few
 * rows at any size. For migrations; the resource names the same facets in the
 * same order.
 *
 * @param facets columns with a handful of values each, never null
 */
export async function countRecords(
  db: QueryClientContract,
  table: string,
  facets: readonly string[]
) {
  const of = (row: string) =>
    `ARRAY[${facets.map((facet) => `${row}.${facet}`).join(', ')}]::text[]`
  const add = (rows: string, sign: '+' | '-', alias: string) => `
    INSERT INTO record_counters AS counter (organization_id, resource, facets, slot, total)
    SELECT ${alias}.organization_id, '${table}', ${of(alias)},
           counter_slot(${alias}.organization_id), ${sign}count(*)
    FROM ${rows} WHERE ${alias}.deleted_at IS NULL
    GROUP BY 1, 3 ORDER BY 1, 3
    ON CONFLICT (organization_id, resource, facets, slot)
    DO UPDATE SET total = counter.total + EXCLUDED.total;`

  await createSecurityDefiner(
    db,
    `${table}_counted() RETURNS trigger`,
    `LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'INSERT' THEN ${add('added changed', '+', 'changed')}
      ELSIF TG_OP = 'DELETE' THEN ${add(ofTheLiving('changed'), '-', 'changed')}
      ELSE ${add('(SELECT OLD.*) changed', '-', 'changed')} ${add('(SELECT NEW.*) changed', '+', 'changed')}
      END IF;
      RETURN NULL;
    END $$`,
    ['SESSION_USER']
  )
  await db.rawQuery(`
    CREATE TRIGGER ${table}_count_added AFTER INSERT ON ${table}
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ${table}_counted()`)
  await db.rawQuery(`
    CREATE TRIGGER ${table}_count_removed AFTER DELETE ON ${table}
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION ${table}_counted()`)

  const moved = ['deleted_at', ...facets]
  await db.rawQuery(`
    CREATE TRIGGER ${table}_count_moved AFTER UPDATE OF ${moved.join(', ')} ON ${table}
    FOR EACH ROW WHEN (${moved.map((column) => `OLD.${column} IS DISTINCT FROM NEW.${column}`).join(' OR ')})
    EXECUTE FUNCTION ${table}_counted()`)
}

/** Gives records that come without a code the next one: CUST001, CUST002, … For migrations. */
export async function codeRecords(db: QueryClientContract, table: string, prefix: string) {
  await db.rawQuery(`
    CREATE TRIGGER ${table}_code BEFORE INSERT ON ${table}
    FOR EACH ROW EXECUTE FUNCTION assign_code('${prefix}')`)
}
